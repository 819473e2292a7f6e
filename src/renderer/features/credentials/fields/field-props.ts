import type { CredentialErrors, CredentialForm } from '../draft.ts';

/** What every group of fields of the credential form is given. */
export type FieldProps = {
  form: CredentialForm;
  errors: CredentialErrors;
  isNew: boolean;
  change: (part: Partial<CredentialForm>) => void;
};
