import type { Bundle, ReverifyMessage } from '../../../protocol/models/data/bundle.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

/** What a bundle tells, before anything personal is taken out of it. */
export type Story = Pick<
  Bundle,
  'subject' | 'conclusion' | 'request' | 'signature' | 'findings' | 'answer' | 'timeline' | 'responses' | 'token'
>;

/** Somebody's secret, and whose it is in words. The name is told, the value never. */
export type KnownSecret = { owner: string; value: string };

/** Evidence as it was collected. Secrets the record knew are masked in it; others may not be. */
export type Evidence = {
  story: Story;
  /** The signed message, as it was sent or received; `null` when it carries no signature. */
  signed: ReverifyMessage | null;
  /**
   * Where personal data is looked for: parameters, JSON texts and the claims of tokens. `declared`: lower-case names that
   * contracts mark with `x-personal`.
   */
  people: {
    parameters: Pairs;
    json: readonly string[];
    claims: readonly Readonly<Record<string, unknown>>[];
    declared: ReadonlySet<string>;
  };
  cookieNames: readonly string[];
  /** Secrets and tokens of this exchange alone: what it was signed with then, what answers told, what its request carried. */
  secrets: readonly KnownSecret[];
};

/** Members of a story whose values are words of our own. */
export const ownWords: ReadonlySet<string> = new Set([
  'kind',
  'state',
  'verdict',
  'severity',
  'owner',
  'side',
  'cause',
  'alternatives',
  'ruledOut',
  'level',
  'id',
  'scheme',
]);
