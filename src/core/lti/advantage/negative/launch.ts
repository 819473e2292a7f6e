import type { Pairs } from '../../../../protocol/models/pairs.ts';

/**
 * How an id_token is sealed. `own`: with the key of the registration, as it should be. `stranger`: with a key nobody published.
 * `embedded`: with such a key, which the header carries. `public-key-as-secret`: HS256 with the published key as secret. `none`: not at
 * all. `changed-after`: right, and then a claim is changed. `stripped`: the signature is cut off. `garbage`: no token.
 */
export type Seal =
  | 'own'
  | 'stranger'
  | 'embedded'
  | 'public-key-as-secret'
  | 'none'
  | 'changed-after'
  | 'stripped'
  | 'garbage';

/** The login initiation as the platform is about to send it. */
export type LoginDraft = { method: 'GET' | 'POST'; params: Pairs };

/** The message as the platform is about to sign and post it. */
export type MessageDraft = {
  header: Readonly<Record<string, unknown>>;
  claims: Readonly<Record<string, unknown>>;
  seal: Seal;
  /** What is posted beside or instead of the token; the field `id_token` gets the token as its value. */
  fields: Pairs;
};

/** What a change may need to know of the launch it is made to. */
export type LaunchKnowledge = {
  /** Seconds since the epoch. */
  now: number;
  issuer: string;
  clientId: string;
  /** Nonce of the last good message this tool was sent; `null` before there is one. */
  earlierNonce: string | null;
};

/** A change to a launch; what it does not name stays as it is. Pure. */
export type LaunchChange = {
  login?(draft: LoginDraft, known: LaunchKnowledge): LoginDraft;
  message?(draft: MessageDraft, known: LaunchKnowledge): MessageDraft;
  /** Without an earlier message there is nothing to repeat. */
  needsEarlierNonce?: true;
};

export function withParameter(name: string, value: string | null): NonNullable<LaunchChange['login']> {
  return (draft) => ({ ...draft, params: replaced(draft.params, name, value) });
}

export function withField(
  name: string,
  change: (value: string) => string | null,
): NonNullable<LaunchChange['message']> {
  return (draft) => {
    const current = draft.fields.find(([candidate]) => candidate === name)?.[1] ?? '';
    return { ...draft, fields: replaced(draft.fields, name, change(current)) };
  };
}

/** Sets claims; `undefined` takes one away. */
export function withClaims(
  changes: (claims: MessageDraft['claims'], known: LaunchKnowledge) => Readonly<Record<string, unknown>>,
): NonNullable<LaunchChange['message']> {
  return (draft, known) => ({ ...draft, claims: merged(draft.claims, changes(draft.claims, known)) });
}

export function withHeader(changes: Readonly<Record<string, unknown>>): NonNullable<LaunchChange['message']> {
  return (draft) => ({ ...draft, header: merged(draft.header, changes) });
}

export function sealed(seal: Seal): NonNullable<LaunchChange['message']> {
  return (draft) => ({ ...draft, seal });
}

function merged(
  all: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...all, ...changes }).filter(([, value]) => value !== undefined));
}

function replaced(pairs: Pairs, name: string, value: string | null): Pairs {
  const rest = pairs.filter(([candidate]) => candidate !== name);
  return value === null ? rest : [...rest, [name, value]];
}
