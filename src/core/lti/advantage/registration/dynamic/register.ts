import { timingSafeEqual } from 'node:crypto';
import type { AdvantageCheck } from '../../../../../protocol/models/advantage/launch.ts';
import type { RegistrationReading } from '../../../../../protocol/models/advantage/registration.ts';
import type { AdvantageAnswer, AdvantageRequest } from '../../platform/host.ts';
import { readToolConfiguration } from '../reading/configuration.ts';
import { membersOf } from '../reading/notes.ts';
import { refusedAnswer, registeredAnswer, unauthorisedAnswer } from './answer.ts';
import { checkRegistrationRequest } from './rules.ts';

/** What the platform decided before the tool asks. `token`: `null` where the registration was opened without one. */
export type RegistrationTerms = { token: string | null; isTaken: boolean; clientId: string; deploymentId: string };

export type RegistrationOutcome = {
  answer: AdvantageAnswer;
  checks: AdvantageCheck[];
  /** What was registered; `null` when it was refused. */
  reading: RegistrationReading | null;
};

/** Answers a tool that registers: its token first, then every rule on what it sends (Dynamic Registration 1.0 §3.5, §3.6). */
export function answerRegistration(request: AdvantageRequest, terms: RegistrationTerms): RegistrationOutcome {
  const token = tokenRule(request, terms);
  if (token.refused !== null) return { answer: token.refused, checks: [token.check], reading: null };
  const text = new TextDecoder().decode(request.body);
  const json = membersOf(parsed(text));
  const { checks, error } = checkRegistrationRequest({ headers: request.headers, json });
  const all = [token.check, ...checks];
  if (error !== null) return { answer: refusedAnswer(error.error, error.description), checks: all, reading: null };
  const reading = readToolConfiguration(text);
  if (json === null || 'problem' in reading) {
    return { answer: refusedAnswer('invalid_client_metadata', 'It cannot be read.'), checks: all, reading: null };
  }
  return { answer: registeredAnswer(json, reading.tool, terms), checks: all, reading };
}

function tokenRule(
  { headers }: AdvantageRequest,
  { token, isTaken }: RegistrationTerms,
): { check: AdvantageCheck; refused: AdvantageAnswer | null } {
  const header = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? null;
  const given = header === null ? null : (/^Bearer +(\S+)\s*$/i.exec(header)?.[1] ?? null);
  const isRight = token === null || (given !== null && sameText(given, token));
  const seen = seenToken(header, given, token, isRight);
  const check: AdvantageCheck = {
    id: 'registration_token',
    status: isRight && !isTaken ? 'passed' : 'failed',
    title: 'The registration token is sent back.',
    seen: isRight && isTaken ? 'It has been used already.' : seen,
    expected:
      token === null
        ? 'None: this registration was opened without one.'
        : 'Authorization: Bearer with the registration_token.',
    source: 'LTI Dynamic Registration 1.0 §3.5; RFC 6750 §2.1',
  };
  if (isRight && !isTaken) return { check, refused: null };
  if (isRight)
    return { check, refused: unauthorisedAnswer('invalid_token', 'This registration is complete. Open a new one.') };
  const description = 'The registration token is missing or is not the one this registration was opened with.';
  return { check, refused: unauthorisedAnswer(given === null ? null : 'invalid_token', description) };
}

function seenToken(header: string | null, given: string | null, token: string | null, isRight: boolean): string {
  if (header === null) return 'No Authorization header.';
  if (given === null) return 'An Authorization header without a Bearer token.';
  if (token === null) return 'A token nobody gave.';
  return isRight ? 'The token.' : 'Another token.';
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
