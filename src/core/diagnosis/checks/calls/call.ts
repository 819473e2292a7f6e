import type { PastedRequest } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import type { Claims } from '../../../lti/advantage/message/claims.ts';
import { parseForm } from '../../../signing/form-encoding.ts';

export type CallAnswer = { status: number; headers: Pairs; body: string };

/** A request with its answer, as an archive or a recording has them. `at`: epoch milliseconds. */
export type Call = {
  request: PastedRequest;
  answer: CallAnswer | null;
  at: number | null;
};

/** Query and form of a request together, decoded; the query first. */
export function parametersOf({ request }: Call): Pairs {
  const query = request.url === null ? '' : (/\?([^#]*)/.exec(request.url)?.[1] ?? '');
  return [...parseForm(query), ...(request.fields ?? [])];
}

export function parameterOf(pairs: Pairs, name: string): string | null {
  return pairs.find(([other]) => other === name)?.[1] ?? null;
}

export function headerOf(pairs: Pairs, name: string): string | null {
  return pairs.find(([other]) => other.toLowerCase() === name)?.[1] ?? null;
}

/** A text as a JSON object; `null` for everything else. */
export function jsonObject(text: string | null): Claims | null {
  if (text === null || !/^\s*\{/.test(text)) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? Object.fromEntries(Object.entries(parsed))
      : null;
  } catch {
    return null;
  }
}

/** `POST https://lms.example/token`: a request as a finding names it, without its query. */
export function callName({ request }: Call): string {
  const { method, url } = request;
  return [method ?? '', url?.split(/[?#]/, 1)[0]?.slice(0, 120) ?? ''].join(' ').trim() || 'the request';
}
