import type { AdvantageService, ServiceCheck } from '../../../../protocol/models/advantage/services.ts';
import { check, failed, passed, remarked } from './checks.ts';
import { asksFor, header, mediaType, problemAnswer, type ServiceAnswer, type ServiceRequest } from './http.ts';

/** What a call came to. */
export type Handled = { answer: ServiceAnswer; checks: ServiceCheck[] /** One sentence. */; headline: string };

/** One thing a tool may ask of an address. */
export type Operation = {
  service: AdvantageService;
  /** As the specification names it: `createScore`. */
  name: string;
  /** Any of these is enough. */
  scopes: readonly string[];
  /** Media type of the answer; `null` where there is none to speak of. */
  answers: string | null;
  /** Media type of the body; `null` for requests without one. */
  takes: string | null;
  /** Document and section of the media types. */
  source: string;
  carryOut(request: ServiceRequest): Handled;
};

/** The operations of an address by their method. */
export type Resource = Readonly<Record<string, Operation>>;

/** A refusal that names the first check that failed. */
export function refusedBy(status: number, title: string, checks: ServiceCheck[]): Handled {
  const seen = checks.find((one) => one.status === 'failed')?.seen ?? title;
  return { answer: problemAnswer(status, title, seen), checks, headline: `Refused with ${status}: ${seen}` };
}

/** Carries an operation out, unless the media types asked for or sent are others than it has (RFC 9110 §12.5.1, §15.5.16). */
export function negotiated(operation: Operation, request: ServiceRequest): Handled {
  const checks = [acceptCheck(operation, request), contentTypeCheck(operation, request)].flatMap((one) => one ?? []);
  const refusal = checks.find(({ status }) => status === 'failed');
  if (refusal !== undefined) {
    return refusal.id === 'accept'
      ? refusedBy(406, 'Not Acceptable', checks)
      : refusedBy(415, 'Unsupported Media Type', checks);
  }
  const handled = operation.carryOut(request);
  return { ...handled, checks: [...checks, ...handled.checks] };
}

function acceptCheck({ answers, source }: Operation, { headers }: ServiceRequest): ServiceCheck | null {
  if (answers === null) return null;
  const accept = header(headers, 'accept');
  const rule = {
    id: 'accept',
    title: 'It asks for what the service answers.',
    expected: `Accept: ${answers}.`,
    source,
  };
  switch (asksFor(accept, answers)) {
    case 'by-name':
      return check(rule, passed(`Accept: ${accept}.`));
    case 'by-range':
      return check(rule, remarked(accept === null ? 'There is no Accept header.' : `Accept: ${accept}.`));
    case 'as-json':
      return check(rule, remarked(`Accept: ${accept}. Some platforms refuse that.`));
    case 'no':
      return check(rule, failed(`Accept: ${accept}.`));
  }
}

function contentTypeCheck({ takes, source }: Operation, { headers }: ServiceRequest): ServiceCheck | null {
  if (takes === null) return null;
  const sent = header(headers, 'content-type');
  const rule = { id: 'content-type', title: 'It says what it sends.', expected: `Content-Type: ${takes}.`, source };
  const type = mediaType(sent);
  if (type === takes) return check(rule, passed(`Content-Type: ${sent}.`));
  if (type === 'application/json') return check(rule, remarked(`Content-Type: ${sent}. Some platforms refuse that.`));
  return check(rule, failed(sent === null ? 'There is no Content-Type.' : `Content-Type: ${sent}.`));
}
