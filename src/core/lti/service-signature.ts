import type { ServiceFinding } from '../../protocol/models/lti/platform.ts';
import type { VerifyOutput } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** A message as {@link SignatureCheck} takes it. Exactly one of `body` and `fields` carries what was sent. */
export type SignedMessage = {
  method: string;
  url: string;
  headers: [string, string][];
  body?: string;
  fields?: [string, string][];
};

/** `previous`: it was signed with a secret that has been changed, and whose overlap ends then (epoch milliseconds; `null`: when a person says so). */
export type SignatureOutput = VerifyOutput & { previous?: { until: number | null } };

/** Checks a message against the credential of the launch, as it is now. Throws a ProblemError when it cannot be opened or read. */
export type SignatureCheck = (message: SignedMessage) => SignatureOutput;

/** `verified` is `null` when nobody could check, as while the vault is locked. */
export type CheckedSignature = { verified: boolean | null; findings: ServiceFinding[] };

/** Signature, body hash and consumer key of a message a tool sent; a clock that is off is a warning. Never throws. */
export function checkSignature(message: SignedMessage, check: SignatureCheck): CheckedSignature {
  try {
    const { verdict, findings, previous } = check(message);
    const told = findings.map(({ id, title, detail, fix }): ServiceFinding => {
      return { id, level: id === 'timestamp' ? 'warning' : 'error', title, detail, fix };
    });
    return {
      verified: verdict === 'valid',
      findings: previous === undefined ? told : [previousSecretFinding(previous), ...told],
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    const unchecked = /^(vault|credential)\./.test(code) || code === 'not-found';
    return {
      verified: unchecked ? null : false,
      findings: [
        {
          id: unchecked ? 'signature-unchecked' : 'signature-unreadable',
          level: 'error',
          title: unchecked ? 'The signature could not be checked' : 'The message cannot be read as a signed one',
          detail: detail ?? (code === 'vault.locked' ? 'The vault is locked, so the secret is not at hand.' : code),
          fix: unchecked
            ? 'Unlock the vault, see that the connection has its credential, and let the tool send it again.'
            : 'Correct what the tool sends.',
        },
      ],
    };
  }
}

function previousSecretFinding({ until }: { until: number | null }): ServiceFinding {
  const end =
    until === null ? 'Both are accepted until somebody ends the overlap.' : `Both are accepted until ${moment(until)}.`;
  return {
    id: 'signature-previous-secret',
    level: 'warning',
    title: 'The tool signs with the previous secret',
    detail: `The secret was changed here; the tool still has the one before. ${end}`,
    fix: 'Enter the new secret in the tool before the overlap ends.',
  };
}

function moment(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d+Z$/, ' UTC');
}

/** A nonce of OAuth that came before with the same key and time is a message sent twice (RFC 5849 §3.3). */
export type NonceMemory = { isNew(key: string): boolean };

const keptNonces = 10_000;

export function createNonceMemory(): NonceMemory {
  const seen = new Set<string>();
  return {
    isNew(key) {
      if (seen.has(key)) return false;
      seen.add(key);
      const [oldest] = seen;
      if (seen.size > keptNonces && oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
}

/** A finding when OAuth parameters have been used before, or `null`. Without a nonce there is nothing to compare. */
export function replayFinding(parameters: ReadonlyMap<string, string>, memory: NonceMemory): ServiceFinding | null {
  const nonce = parameters.get('oauth_nonce');
  if (nonce === undefined) return null;
  const key = JSON.stringify([parameters.get('oauth_consumer_key'), parameters.get('oauth_timestamp'), nonce]);
  if (memory.isNew(key)) return null;
  return {
    id: 'nonce-used',
    level: 'error',
    title: 'The message was sent before',
    detail: 'Another message came with the same consumer key, timestamp and nonce.',
    fix: 'Make a new nonce for every message, also when one is sent again.',
  };
}
