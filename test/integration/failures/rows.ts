export type RowId = string;
