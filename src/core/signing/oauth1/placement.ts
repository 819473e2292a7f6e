import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { Placement, SignedRequest } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { FORM_CONTENT_TYPE, isFormContentType, parseForm } from '../form-encoding.ts';
import { carriesBody } from '../http-method.ts';
import { appendQuery } from '../request-url.ts';
import { authorizationHeader } from './authorization-header.ts';
import { formEncode, percentEncode } from './percent-encoding.ts';
import type { OAuth1SignInput } from './sign.ts';

/** Where the operation's own parameters travel, and the body they share the request with. */
export type Carriage = {
  query: Pairs;
  form: Pairs;
  /** `form`: the body is a form, `text` its given beginning. `other`: a body that is sent untouched. */
  body: { kind: 'form'; text: string; contentType: string } | { kind: 'other'; text: string; contentType: string };
};

/**
 * Distributes the operation's parameters: into the form body of POST, PUT and PATCH, else into the query. A body given as text
 * is sent as it is, so parameters beside it go into the query.
 */
export function carry(method: string, params: Pairs, body: OAuth1SignInput['body']): Carriage {
  if (body === undefined) {
    const inBody = carriesBody(method);
    return {
      query: inBody ? [] : params,
      form: inBody ? params : [],
      body: { kind: 'form', text: '', contentType: FORM_CONTENT_TYPE },
    };
  }
  return isFormContentType(body.contentType)
    ? { query: params, form: parseForm(body.text), body: { kind: 'form', ...body } }
    : { query: params, form: [], body: { kind: 'other', ...body } };
}

/** Where the protocol parameters go. Throws `signing.unsupported-placement` when the request cannot carry them there. */
export function choosePlacement(method: string, input: OAuth1SignInput): Placement {
  const isForm = input.body === undefined || isFormContentType(input.body.contentType);
  const placement = input.placement ?? (isForm && (method === 'POST' || method === 'PUT') ? 'body' : 'header');
  if (placement !== 'body') return placement;
  if (!isForm) {
    throw new ProblemError('signing.unsupported-placement', {
      field: 'placement',
      params: { placement },
      detail: `Only a form body can carry OAuth parameters (RFC 5849 §3.5.2), and this one is ${input.body?.contentType}. Use header or query.`,
    });
  }
  if (method === 'GET' || method === 'HEAD') {
    throw new ProblemError('signing.unsupported-placement', {
      field: 'placement',
      params: { placement },
      detail: `A ${method} request has no body to carry OAuth parameters. Use header or query.`,
    });
  }
  return placement;
}

function encodeForm(given: string, pairs: Pairs): string {
  const encoded = pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`);
  return (given === '' ? encoded : [given, ...encoded]).join('&');
}

/** Puts the parameters where they belong. `protocol` includes the signature. */
export function assembleRequest(
  method: string,
  url: string,
  carriage: Carriage,
  placement: Placement,
  protocol: Pairs,
): SignedRequest {
  const query = placement === 'query' ? [...carriage.query, ...protocol] : carriage.query;
  const added = placement === 'body' ? protocol : [];
  const headers: Pairs = placement === 'header' ? [['Authorization', authorizationHeader(protocol)]] : [];
  const { body } = carriage;
  const fields = body.kind === 'form' ? [...carriage.form, ...added] : [];
  const hasBody = body.kind === 'other' || body.text !== '' || fields.length > 0;
  if (hasBody) headers.push(['Content-Type', body.contentType]);
  return {
    method,
    url: appendQuery(
      url,
      query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`),
    ),
    headers,
    fields,
    body: !hasBody
      ? null
      : body.kind === 'other'
        ? body.text
        : encodeForm(body.text, body.text === '' ? fields : added),
  };
}
