import type { JWK } from 'jose';
import type { AdvantageCheck } from '../../../../protocol/models/advantage/launch.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../../protocol/problem.ts';
import { validateIdToken } from '../id-token/id-token.ts';
import { readTokenParts } from '../id-token/token-parts.ts';
import type { Claims } from '../message/claims.ts';
import type { MessageDraft } from '../negative/launch.ts';

/** Seconds a message is good for. */
export const messageLifetime = 300;

export type MessageFacts = {
  issuer: string;
  clientId: string;
  kid: string;
  nonce: string;
  state: string | null;
  /** Seconds since the epoch. */
  now: number;
  /** Of the message, without those of the JWT. */
  claims: Claims;
};

/** A message that is right: the claims of the JWT (1EdTech Security Framework 1.0 §5.1.2) before those of the message. */
export function messageDraft({ issuer, clientId, kid, nonce, state, now, claims }: MessageFacts): MessageDraft {
  return {
    header: { typ: 'JWT', kid },
    claims: { iss: issuer, aud: clientId, iat: now, exp: now + messageLifetime, nonce, ...claims },
    seal: 'own',
    fields: [['id_token', ''], ...(state === null ? [] : [['state', state] satisfies Pairs[number]])],
  };
}

/**
 * Reads what a person typed to change claims. Throws `input.invalid` (`advantage.claims`) for anything but a JSON object; an empty
 * text changes nothing.
 */
export function readClaimChanges(text: string): Claims {
  if (text.trim() === '') return {};
  const refused = (detail: string) => new ProblemError('input.invalid', { field: 'advantage.claims', detail });
  let changes: unknown;
  try {
    changes = JSON.parse(text);
  } catch (error) {
    throw refused(`a JSON object such as {"name": "Ines Example"}: ${error instanceof Error ? error.message : ''}`);
  }
  if (!isObject(changes)) throw refused('a JSON object such as {"name": "Ines Example"}, no list or single value');
  return changes;
}

/** JSON Merge Patch (RFC 7396 §2): objects are merged, `null` takes a member away, all else replaces. */
export function mergeClaims(claims: Claims, changes: Claims): Claims {
  const merged = new Map(Object.entries(claims));
  for (const [name, change] of Object.entries(changes)) {
    const before = merged.get(name);
    if (change === null) merged.delete(name);
    else merged.set(name, isObject(change) ? mergeClaims(isObject(before) ? before : {}, change) : change);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a tool has to know to judge the message; see {@link checkMessageToken}. */
export type MessageExpectations = {
  issuer: string;
  clientId: string;
  deploymentIds: readonly string[];
  keys: readonly JWK[];
  nonce: string;
  /** Whether a message with the nonce was sent before. */
  nonceUsed: boolean;
  state: string | null;
  targetLinkUri: string;
  now: number;
};

/** The rules a tool has to check a message by (see {@link validateIdToken}), and which of them this one breaks, on purpose or not. */
export async function checkMessageToken(
  fields: Pairs,
  expected: MessageExpectations,
): Promise<{ checks: AdvantageCheck[]; token: { header: Claims; claims: Claims } | null }> {
  const value = (name: string) => fields.find(([candidate]) => candidate === name)?.[1];
  const token = value('id_token') ?? '';
  const state = value('state') ?? null;
  const { nonce, targetLinkUri } = expected;
  const { steps } = await validateIdToken(token, {
    issuer: expected.issuer,
    clientId: expected.clientId,
    deploymentIds: expected.deploymentIds,
    keys: { keys: expected.keys },
    request: state === expected.state ? { nonce, targetLinkUri } : null,
    state,
    nonceUsed: expected.nonceUsed,
    now: expected.now,
  });
  const parts = readTokenParts(token);
  return {
    checks: steps.map(({ id, status, title, seen, expected: wanted, source, faults }) => ({
      ...{ id, status, title, expected: wanted, source },
      seen: [seen, ...faults.map((fault) => `${fault.path}: ${fault.seen}`)].join('\n'),
    })),
    token: 'problem' in parts ? null : { header: parts.token.header, claims: parts.token.claims },
  };
}
