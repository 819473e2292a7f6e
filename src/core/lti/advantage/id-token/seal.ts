import type { JWK } from 'jose';
import type { TokenStep } from '../../../../protocol/models/advantage/checklist.ts';
import type { PastedToken } from '../../../../protocol/models/diagnosis.ts';
import { asymmetricAlgorithms, type KeyMatch, matchKey } from '../keys/key-set.ts';
import { quoted } from '../message/claims.ts';
import type { KeySource } from './expectations.ts';
import { failed, passed, remarked, type StepOutcome, step, unknown } from './steps.ts';

function algorithm(alg: unknown): StepOutcome {
  if (alg === 'RS256') return passed('alg RS256.');
  if (typeof alg === 'string' && asymmetricAlgorithms.includes(alg)) {
    return remarked(`alg ${alg}. Most tools take RS256 alone.`);
  }
  if (typeof alg === 'string' && alg.toLowerCase() === 'none') return failed('alg none: it is not signed at all.');
  if (typeof alg === 'string' && /^HS/.test(alg)) {
    return failed(`alg ${quoted(alg)}: signed with a shared secret, as LTI 1.3 never is.`);
  }
  return failed(`alg ${quoted(alg)}.`);
}

function type(typ: unknown): StepOutcome {
  if (typ === undefined) return passed('No typ.');
  return typeof typ === 'string' && typ.toUpperCase() === 'JWT'
    ? passed(`typ ${typ}.`)
    : remarked(`typ ${quoted(typ)}. Some tools refuse it.`);
}

function keyNames(keys: readonly JWK[]): string {
  const names = keys.slice(0, 8).map(({ kid }) => (kid === undefined ? 'one without kid' : `"${kid.slice(0, 80)}"`));
  return names.length === 0 ? 'no keys' : names.join(', ');
}

function key(keys: readonly JWK[], kid: string | null, match: KeyMatch): StepOutcome {
  if (keys.length === 0) return failed('The key set is empty.');
  if (kid === null) return unknown(`The token names none; the key set has ${keyNames(keys)}.`);
  const same = keys.filter((one) => one.kid === kid);
  if (same.length === 0) {
    return failed(
      `kid "${kid.slice(0, 120)}" is not in the key set, which has ${keyNames(keys)}.`,
      match.verifies === null
        ? { expected: 'A key with this kid. The address may be that of another environment, or the key was rotated.' }
        : { expected: 'A key with this kid: the key itself is there, under another.' },
    );
  }
  if (same.length > 1)
    return remarked(`${same.length} keys have the kid "${kid.slice(0, 120)}".`, { expected: 'Each kid once.' });
  const { use, alg } = match.byKid ?? {};
  if (use !== undefined && use !== 'sig') {
    return remarked(`The key is for ${quoted(use)}.`, { expected: 'use "sig", or none.' });
  }
  if ('d' in (match.byKid ?? {})) {
    return failed('The key set publishes the private key.', {
      expected: 'The public part alone. Replace the key at once.',
    });
  }
  return passed(`The key set has it${alg === undefined ? '' : `, for ${alg}`}.`);
}

function signature(token: PastedToken, kid: string | null, match: KeyMatch, keyCount: number): StepOutcome {
  if (!token.signed) return failed('The third part, the signature, is empty.');
  if (match.verifies === null) {
    return failed(
      match.byKid === null
        ? `None of ${keyCount} keys verifies it.`
        : 'The key with this kid does not verify it, nor does any other.',
      {
        expected: 'A signature by a key of the key set. The token was changed on the way, or another key has this kid.',
      },
    );
  }
  if (kid !== null && match.verifies.kid !== kid) {
    return failed(
      `It is right for the key ${quoted(match.verifies.kid ?? 'without kid')}, but the token names ${quoted(kid)}.`,
      {
        expected: 'kid of the key it is signed with. Tools look up that one and refuse the token.',
      },
    );
  }
  return passed(kid === null ? 'A key of the key set verifies it.' : 'The key with this kid verifies it.');
}

/** Header, key and signature: `form`, `alg`, `typ`, `kid`, `key`, `signature` (OI-04). */
export async function checkSeal(text: string, token: PastedToken, source: KeySource): Promise<TokenStep[]> {
  const { alg, typ, kid: named } = token.header;
  const kid = typeof named === 'string' && named !== '' ? named : null;
  const head = [
    step('form', passed('Three parts, the first two of them JSON.')),
    step('alg', algorithm(alg)),
    step('typ', type(typ)),
    step(
      'kid',
      kid === null
        ? remarked(`kid ${quoted(named)}. A tool has to try all keys, and many refuse it.`)
        : passed(`kid "${kid.slice(0, 120)}".`),
    ),
  ];
  if ('problem' in source) {
    const outcome = source.known ? failed(source.problem) : unknown(source.problem);
    return [...head, step('key', outcome), step('signature', unknown('Without the key set it cannot be checked.'))];
  }
  const { keys } = source;
  const match = await matchKey(text, keys, kid, typeof alg === 'string' ? alg : '');
  return [...head, step('key', key(keys, kid, match)), step('signature', signature(token, kid, match, keys.length))];
}
