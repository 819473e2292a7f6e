import type { ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { Pairs } from '../../../../../protocol/models/pairs.ts';
import { quoted } from '../../message/claims.ts';
import { check, failed, must, passed } from '../checks.ts';
import { header, mediaType, type ServiceRequest, utf8 } from '../http.ts';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Errors of a token endpoint (RFC 6749 §5.2). */
export type TokenError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

/** A check, and the error a failure of it is answered with. */
export type TokenCheck = { check: ServiceCheck; error: TokenError };

/** What a token request says; members it lacks are empty. */
export type TokenRequest = { assertion: string; clientId: string | null; scope: string };

/** Form and parameters of a token request (RFC 6749 §4.4.2; RFC 7523 §2.2; Security Framework 1.0 §4.1.1), in that order. */
export function readTokenRequest(request: Pick<ServiceRequest, 'headers' | 'body'>): {
  asked: TokenRequest;
  checks: TokenCheck[];
} {
  const type = mediaType(header(request.headers, 'content-type'));
  const text = utf8(request.body);
  const fields: Pairs = [...new URLSearchParams(text ?? '')];
  const value = (name: string): string | null => fields.find(([field]) => field === name)?.[1] ?? null;
  const checks: TokenCheck[] = [
    { error: 'invalid_request', check: formCheck(type, text) },
    { error: 'invalid_request', check: repeatedCheck(fields) },
    ...grantChecks(value('grant_type')),
    ...assertionTypeChecks(value('client_assertion_type'), value('client_assertion')),
  ];
  return {
    asked: { assertion: value('client_assertion') ?? '', clientId: value('client_id'), scope: value('scope') ?? '' },
    checks,
  };
}

function formCheck(type: string, text: string | null): ServiceCheck {
  const rule = {
    id: 'form',
    title: 'It is a form in UTF-8.',
    expected: 'Content-Type: application/x-www-form-urlencoded.',
    source: 'RFC 6749 §4.4.2 and Appendix B',
  };
  if (text === null) return check(rule, failed('The body is not UTF-8.'));
  return check(
    rule,
    must(type === 'application/x-www-form-urlencoded', type === '' ? 'There is no Content-Type.' : `It is ${type}.`),
  );
}

function repeatedCheck(fields: Pairs): ServiceCheck {
  const names = fields.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return check(
    {
      id: 'parameters',
      title: 'Each parameter comes once.',
      expected: 'No parameter twice.',
      source: 'RFC 6749 §3.2',
    },
    repeated === undefined
      ? passed(`${names.length} parameters.`)
      : failed(`"${repeated.slice(0, 80)}" is there twice.`),
  );
}

function grantChecks(grant: string | null): TokenCheck[] {
  const rule = {
    id: 'grant_type',
    title: 'It asks by client credentials.',
    expected: 'grant_type client_credentials.',
    source: '1EdTech Security Framework 1.0 §4.1.1',
  };
  if (grant === null || grant === '') {
    return [{ error: 'invalid_request', check: check(rule, failed('There is no grant_type.')) }];
  }
  return [
    {
      error: 'unsupported_grant_type',
      check: check(rule, must(grant === 'client_credentials', `grant_type is ${quoted(grant)}.`)),
    },
  ];
}

/** Without any credentials, or with others than an assertion, the client is not authenticated (RFC 6749 §5.2). */
function assertionTypeChecks(type: string | null, assertion: string | null): TokenCheck[] {
  const rule = {
    id: 'client_assertion_type',
    title: 'The client is authenticated by a JWT.',
    expected: `client_assertion_type ${ASSERTION_TYPE} and the JWT as client_assertion.`,
    source: 'RFC 7523 §2.2',
  };
  if (assertion === null || assertion === '') {
    const error = type === null ? 'invalid_client' : 'invalid_request';
    return [{ error, check: check(rule, failed('There is no client_assertion.')) }];
  }
  if (type === null || type === '') {
    return [{ error: 'invalid_request', check: check(rule, failed('There is no client_assertion_type.')) }];
  }
  return [
    {
      error: 'invalid_client',
      check: check(rule, must(type === ASSERTION_TYPE, `client_assertion_type is ${quoted(type)}.`)),
    },
  ];
}
