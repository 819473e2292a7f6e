import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { findingsOf, shown } from '../check.ts';

const of = findingsOf({ id: 'SVC-05', owner: 'client-developer', source: 'ProctorExam API v3, “Authentication”' });

/** Seconds a signed request may be off before it is worth a finding. */
const tolerance = 300;

/**
 * SVC-05, as far as it shows without the secret: the form of what a request signed for ProctorExam carries. What the base string
 * was made of is the search of the doctor.
 */
export function checkSignedRequest(parameters: Pairs, nowSeconds: number | null): CheckFinding[] {
  const value = (name: string) => parameters.find(([other]) => other === name)?.[1];
  const [nonce, timestamp, signature] = [value('nonce'), value('timestamp'), value('signature')];
  if (nonce === undefined || signature === undefined || parameters.some(([name]) => name.startsWith('oauth_')))
    return [];
  const findings: CheckFinding[] = [];
  if (timestamp === undefined || !/^\d{13}$/.test(timestamp)) {
    findings.push(
      of({
        severity: 'error',
        title:
          timestamp !== undefined && /^\d{10}$/.test(timestamp)
            ? 'The timestamp is in seconds.'
            : 'The timestamp is no time in milliseconds.',
        seen: timestamp === undefined ? 'No timestamp.' : `${shown(timestamp)}.`,
        expected: '13 digits: milliseconds since 1970, UTC.',
      }),
    );
  } else if (nowSeconds !== null && Math.abs(Number(timestamp) / 1000 - nowSeconds) > tolerance) {
    findings.push(
      of({
        severity: 'error',
        title: 'The time of the request is far off.',
        seen: `${Math.round(Math.abs(Number(timestamp) / 1000 - nowSeconds))} s from the time it is judged at.`,
        expected: 'A request that is signed anew each time, and a clock that is right.',
      }),
    );
  }
  if (!/^\d{1,16}$/.test(nonce)) {
    findings.push(
      of({
        severity: 'error',
        title: 'The nonce is no number.',
        seen: `${shown(nonce)}.`,
        expected: 'A random whole number, another one for every request.',
      }),
    );
  }
  if (!/^[0-9a-f]{64}$/.test(signature)) {
    findings.push(
      of({
        severity: 'error',
        title: 'The signature has another form.',
        seen: formOf(signature),
        expected: '64 lower-case hexadecimal digits: HMAC-SHA256.',
      }),
    );
  }
  return findings;
}

function formOf(signature: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(signature)) return '64 hexadecimal digits, with capitals.';
  if (/^[A-Za-z0-9+/]{43}=$/.test(signature)) return 'Base64 of 32 bytes.';
  if (/^[0-9a-f]{40}$/.test(signature)) return '40 hexadecimal digits, as SHA-1 gives.';
  return `${signature.length} characters.`;
}
