import { z } from 'zod';

/** Names and values in the order they are sent; duplicates and empty values are kept. */
export const pairsSchema = z.array(z.tuple([z.string(), z.string()]));
export type Pairs = z.infer<typeof pairsSchema>;
