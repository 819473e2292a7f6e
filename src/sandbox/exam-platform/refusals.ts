import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { Answer } from '../http/answer.ts';
import { json } from '../http/answer.ts';

/** The one sentence the documents give for every failed authentication, whatever its cause. */
export const notAuthorized = 'You are not authorized to access this page.';

/** Status with which an operation refuses a caller: the documents say 403 of create pages and 401 of the others. */
export type DeniedStatus = 401 | 403;

export function denied(status: DeniedStatus, reason: SandboxReason): Answer {
  return json(status, { error: notAuthorized }, reason);
}

export function parameterMissing(name: string): Answer {
  return json(422, { error: `Param is missing or the value is empty: '${name}'` }, 'parameter-missing');
}

/** `shown` is the value as Ruby's inspect writes it, `rule` the documented validation. */
export function parameterInvalid(name: string, shown: string, rule: string): Answer {
  return json(422, { error: `Invalid parameter '${name}' value ${shown}: ${rule}` }, 'parameter-invalid');
}

/** Rails' RecordNotFound with the names the documents use: `Exam`, `tool provider`, `lti resource`. */
export function notFound(what: string, id: string, reason: SandboxReason): Answer {
  return json(404, { error: `Couldn't find ${what} with 'id'='${id}'` }, reason);
}

/** 423 of a tool provider whose LTI resources stand in open exams; a list in a list, as the documents show it. */
export function providerInUse(exams: readonly { readonly id: number; readonly name: string }[]): Answer {
  return json(423, { error: { open_exam: [exams.map(({ id, name }) => ({ id, name }))] } }, 'tool-provider-in-use');
}

/** A second student with the e-mail of another one, in the words of the documents. */
export function takenEmail(): Answer {
  return json(422, { email: ['has already been taken'] }, 'parameter-invalid');
}

export function unknownPath(): Answer {
  return json(404, { status: 404, error: 'Not Found' }, 'unknown-path');
}

export function malformedBody(): Answer {
  return json(400, { status: 400, error: 'Bad Request' }, 'malformed-body');
}

export function notAcceptable(): Answer {
  return json(406, { status: 406, error: 'Not Acceptable' }, 'accept-header');
}
