import type { SignedRequest } from '../../../protocol/models/signing.ts';
import { encodeJsonBody, type UnsignedRequest } from '../../contracts/build-request.ts';

/** A request of a contract without a signing scheme, as it goes on the wire; a multipart body is still to be added. */
export function unsignedRequest(built: UnsignedRequest): SignedRequest {
  const { method, headers, params } = built;
  switch (built.bodyEncoding) {
    case 'none':
      return { method, url: withQuery(built.url, params), headers, fields: [], body: null };
    case 'json':
      return {
        method,
        url: built.url,
        headers: [...headers, ['Content-Type', 'application/json']],
        fields: [],
        body: encodeJsonBody(params, built.jsonTypes),
      };
    case 'form':
      return {
        method,
        url: built.url,
        headers: [...headers, ['Content-Type', 'application/x-www-form-urlencoded']],
        fields: params,
        body: new URLSearchParams(params).toString(),
      };
    case 'multipart':
      return { method, url: built.url, headers, fields: params, body: null };
  }
}

function withQuery(url: string, params: UnsignedRequest['params']): string {
  if (params.length === 0) {
    return url;
  }
  return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(params).toString()}`;
}
