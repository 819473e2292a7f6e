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

export function toolProviderNotFound(id: string): Answer {
  return json(404, { error: `Couldn't find tool provider with 'id'='${id}'` }, 'tool-provider-not-found');
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
