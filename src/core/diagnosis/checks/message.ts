import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { parseForm } from '../../signing/form-encoding.ts';
import { parseAuthorizationHeader } from '../../signing/oauth1/authorization-header.ts';

/** A launch or signed request as the checks look at it. */
export type Message = {
  url: string | null;
  rawQuery: string;
  query: Pairs;
  fields: Pairs;
  /** The OAuth parameters of the Authorization header. */
  header: Pairs;
  /** Form, query and Authorization header together. */
  all: Pairs;
  bodyLength: number;
  first(name: string): string | undefined;
};

/** @param url - the URL the message was received at, when the paste does not say. */
export function messageOf(request: PastedRequest, url: string | null): Message {
  const address = url ?? request.url;
  const rawQuery = address === null ? '' : (/\?([^#]*)/.exec(address)?.[1] ?? '');
  const query = parseForm(rawQuery);
  const fields = request.fields ?? [];
  const header = request.headers
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .flatMap(([, value]) => parseAuthorizationHeader(value));
  const all = [...header, ...fields, ...query];
  return {
    url: address,
    rawQuery,
    query,
    fields,
    header,
    all,
    bodyLength: request.body?.length ?? 0,
    first: (name) => all.find(([other]) => other === name)?.[1],
  };
}
