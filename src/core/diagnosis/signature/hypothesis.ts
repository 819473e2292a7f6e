import type { FindingOwner, FindingSide } from '../../../protocol/models/signing.ts';

/** What a person is told when a hypothesis turns out to be true. Never holds a secret or the value of a field. */
export type Words = {
  title: string;
  /** What was signed against what should have been. */
  detail: string;
  /** Who has to change what. */
  fix: string;
  side: FindingSide;
  owner: FindingOwner;
};

/**
 * One way the other side may have signed differently. `R` is a reading of the message: everything a signature depends on.
 */
export type Hypothesis<R, C extends string = string> = {
  cause: C;
  /** How unlikely it is, a small whole number: lower is tried first and is named first among equals. */
  cost: number;
  /**
   * In a pair the lower stage is applied first: the URL and the parameters there are (0), their values (1), how they are
   * encoded (2) and ordered (3), the key (4), the signature (5).
   */
  stage: number;
  /** Whether two hypotheses of this cause may make up a pair, as two added fields do. */
  repeats?: boolean;
  words: Words;
  /** The reading under this hypothesis, or `null` when it changes nothing. */
  apply(reading: R): R | null;
};

/** What the search has to know of a kind of reading. */
export type Bench<R> = {
  /** The same for readings with the same base string and key. May hold the key: only its hash is kept. */
  fingerprint(reading: R): string;
  /** About how many characters are signed: bounds how many readings are kept at once. */
  size(reading: R): number;
  /** Whether the reading gives the signature that was received. */
  reproduces(reading: R): boolean;
};
