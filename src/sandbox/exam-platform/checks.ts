import type { Answer } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import type { NonceMemory } from '../nonce-memory.ts';
import { sameText } from '../same-text.ts';
import type { Parameters } from './parameters.ts';
import type { DeniedStatus } from './refusals.ts';
import { denied, parameterInvalid, parameterMissing } from './refusals.ts';
import type { RubyValue } from './ruby-value.ts';
import { rubyInspect, rubyToS } from './ruby-value.ts';
import { expectedSignature } from './signature.ts';

/** What an operation demands of a call. */
export interface Demands {
  readonly deniedStatus: DeniedStatus;
  /** Parameters that must be there, in the order in which they are missed. */
  readonly required: readonly string[];
  /** Parameters that must be strings if they are there: a JSON number or object is none. */
  readonly strings: readonly string[];
  /** Parameters that must be one of true, false, 1, 0. */
  readonly booleans: readonly string[];
  /** Parameters that must be numbers, as JSON numbers or as text. */
  readonly numbers: readonly string[];
}

export interface Guard {
  readonly apiToken: string;
  readonly secretKey: string;
  readonly toleranceMs: number;
  readonly nonces: NonceMemory;
}

/** Parameters of every call. */
const always = ['timestamp', 'nonce', 'signature'] as const;

/** Media type every call must accept: the API's version is chosen by it. */
const versionMediaType = 'application/vnd.procwise.v3';

/** Whether the Accept header names the API's version; a wildcard does not. */
export function acceptsVersion(request: SandboxRequest): boolean {
  return (request.headers.accept ?? '')
    .split(',')
    .some((range) => range.split(';', 1)[0]?.trim().toLowerCase() === versionMediaType);
}

/** `Authorization: Token token=…`, the token quoted or not. */
export function checkToken(request: SandboxRequest, guard: Guard, demands: Demands): Answer | null {
  const match = /^Token\s+token\s*=\s*"?([^",\s]+)"?\s*(?:,|$)/i.exec(request.headers.authorization ?? '');
  const token = match?.[1];
  if (token === undefined) return denied(demands.deniedStatus, 'api-token-missing');
  return sameText(token, guard.apiToken) ? null : denied(demands.deniedStatus, 'api-token-wrong');
}

/** Documented validations of parameters: the first that fails is answered with 422. */
export function checkParameters(parameters: Parameters, demands: Demands): Answer | null {
  const missing = [...demands.required, ...always].find((name) => isBlank(parameters.get(name)));
  if (missing !== undefined) return parameterMissing(missing);
  for (const name of demands.strings) {
    const value = parameters.get(name);
    if (value !== undefined && value !== null && typeof value !== 'string') {
      return parameterInvalid(name, rubyInspect(value), 'Must be a String');
    }
  }
  for (const name of demands.booleans) {
    const value = parameters.get(name);
    if (value !== undefined && value !== null && !['true', 'false', '1', '0'].includes(rubyToS(value))) {
      return parameterInvalid(name, rubyInspect(value), 'Must be one of: true, false, 1, 0.');
    }
  }
  for (const name of ['timestamp', 'nonce', ...demands.numbers]) {
    const value = parameters.get(name);
    if (value === undefined || value === null) continue;
    if (!/^(?:0|[1-9]\d*)$/.test(rubyToS(value))) {
      return parameterInvalid(name, rubyInspect(value), 'Must be a number.');
    }
  }
  return null;
}

/** Signature, age and uniqueness of the call. Only a rightly signed call uses its nonce up. */
export function checkSignature(parameters: Parameters, guard: Guard, demands: Demands, now: number): Answer | null {
  const received = rubyToS(parameters.get('signature') ?? null);
  if (!sameText(received, expectedSignature(parameters, guard.secretKey))) {
    return denied(demands.deniedStatus, 'signature-mismatch');
  }
  const timestamp = Number(rubyToS(parameters.get('timestamp') ?? null));
  if (Math.abs(now - timestamp) > guard.toleranceMs) return denied(demands.deniedStatus, 'timestamp-stale');
  const nonce = rubyToS(parameters.get('nonce') ?? null);
  return guard.nonces.accept(nonce, now) ? null : denied(demands.deniedStatus, 'nonce-reused');
}

/** Rails' `blank?` as far as a parameter is concerned: absent, null, white space only, or an empty list or hash. */
function isBlank(value: RubyValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value !== 'object') return false;
  return 'hash' in value ? value.hash.length === 0 : value.length === 0;
}
