import { createHmac } from 'node:crypto';
import type { SecretStrength } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential, CredentialReview } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';
import { rsaStrength, textStrength } from '../care/strength.ts';
import type { OpenCredential } from './credential-parts.ts';
import type { Credentials } from './credentials.ts';

/** Blanks at either end, and what cannot be seen anywhere: it came in by copying. */
export const stray = /^\s|\s$|[\p{Cc}\p{Default_Ignorable_Code_Point}\u00a0\u2007\u202f\u2028\u2029]/u;

/**
 * What the secrets of each credential tell without being shown: which others hold the same key material, which parts hold
 * characters nobody typed, and what each is worth against guessing. A credential that was tampered with is not among them.
 *
 * @throws ProblemError `vault.locked`, `vault.not-created`.
 */
export function reviewCredentials(credentials: Pick<Credentials, 'list' | 'open'>, random: Random): CredentialReview[] {
  // Compared under a key that is forgotten with the answer, so that nothing but the comparison leaves this function.
  const key = random.bytes(32);
  const reviewed = credentials.list().flatMap((credential) => {
    const opened = openIfWhole(credentials, credential.id);
    if (opened === null) return [];
    const marks = materialOf(credential, opened).map((text) => createHmac('sha256', key).update(text).digest('hex'));
    const strengths = strengthsOf(credential, opened);
    return [{ id: credential.id, name: credential.name, marks, strayParts: strayPartsOf(opened), strengths }];
  });
  key.fill(0);
  return reviewed.map(({ id, marks, strayParts, strengths }) => ({
    id,
    sameAs: reviewed
      .filter((other) => other.id !== id && other.marks.some((mark) => marks.includes(mark)))
      .map((other) => ({ id: other.id, name: other.name })),
    strayParts,
    strengths,
  }));
}

/** What makes two credentials the same key: of a key pair its public half, so that it does not matter how the private one is written. */
export function materialOf({ publicParts }: Pick<Credential, 'publicParts'>, opened: OpenCredential): string[] {
  switch (opened.kind) {
    case 'lti-registration':
      return [`key ${opened.kid}`];
    case 'client-certificate':
      return [`certificate ${publicParts.fingerprint ?? ''}`];
    default:
      return Object.values(linesOf(opened)).filter((text) => text !== '');
  }
}

/** Secrets of one line. */
function linesOf(opened: OpenCredential): Record<string, string> {
  switch (opened.kind) {
    case 'oauth-consumer':
      return { secret: opened.secret };
    case 'proctorexam':
      return { secretKey: opened.secretKey, apiToken: opened.apiToken ?? '' };
    case 'bearer':
      return { token: opened.token };
    case 'basic':
      return { password: opened.password };
    case 'lti-registration':
    case 'client-certificate':
      return {};
  }
}

/** With the parts that are shown: a blank in a consumer key does as much harm. */
function strayPartsOf(opened: OpenCredential): string[] {
  const shown: Record<string, string> = {
    ...(opened.kind === 'oauth-consumer' ? { consumerKey: opened.consumerKey } : {}),
    ...(opened.kind === 'basic' ? { username: opened.username } : {}),
    ...(opened.kind === 'lti-registration' ? { issuer: opened.issuer, clientId: opened.clientId } : {}),
  };
  return Object.entries({ ...shown, ...linesOf(opened) }).flatMap(([part, text]) => (stray.test(text) ? [part] : []));
}

function strengthsOf({ publicParts }: Credential, opened: OpenCredential): SecretStrength[] {
  if (opened.kind === 'lti-registration') return rsaStrength('privateKey', publicParts.publicJwk ?? '{}');
  return Object.entries(linesOf(opened)).flatMap(([part, text]) => (text === '' ? [] : [textStrength(part, text)]));
}

function openIfWhole(credentials: Pick<Credentials, 'open'>, id: string): OpenCredential | null {
  try {
    return credentials.open(id);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'vault.tampered') return null;
    throw error;
  }
}
