import type { TokenChecklist, TokenStep } from '../../../../protocol/models/advantage/checklist.ts';
import type { PastedToken } from '../../../../protocol/models/diagnosis.ts';
import type { TokenExpectations } from './expectations.ts';
import { checkMessage } from './message.ts';
import { checkOrigin } from './origin.ts';
import { checkSeal } from './seal.ts';
import { failed, step } from './steps.ts';
import { readTokenParts } from './token-parts.ts';

export type { KeySource, TokenExpectations } from './expectations.ts';

/** What must have passed before a token may count as valid: everything a forger would have to get round. */
const decisive = new Set<TokenStep['id']>([
  'form',
  'alg',
  'key',
  'signature',
  'iss',
  'aud',
  'azp',
  'exp',
  'iat',
  'nonce',
  'state',
]);

/**
 * Judges an id_token as a tool has to (Security Framework 1.0 §5.1.3; LTI 1.3 §5.3), in that order. Unlike a tool it goes on
 * after the first failure: the list keeps what passed, and names the first that did not.
 */
export async function validateIdToken(text: string, expected: TokenExpectations): Promise<TokenChecklist> {
  const parts = readTokenParts(text);
  if ('problem' in parts) return result([step('form', failed(parts.problem))], null);
  const { token } = parts;
  const steps = [
    ...(await checkSeal(text.trim(), token, expected.keys)),
    ...checkOrigin(token.claims, expected),
    ...checkMessage(token.claims, expected),
  ];
  return result(steps, token);
}

function result(steps: TokenStep[], token: PastedToken | null): TokenChecklist {
  const firstFailure = steps.find(({ status }) => status === 'failed')?.id ?? null;
  const settled = steps.every(({ id, status }) => !decisive.has(id) || status === 'passed' || status === 'remarked');
  const verdict = firstFailure !== null ? 'invalid' : settled ? 'valid' : 'unverified';
  return { verdict, firstFailure, steps, token };
}
