import { z } from 'zod';
import { MAX_LISTED_REQUESTS, type PastedRequest, type PastedRequestLine } from '../../../protocol/models/diagnosis.ts';
import { pastedRequest } from './request.ts';

const nameValue = z.object({ name: z.string(), value: z.string() });
const harEntry = z.object({
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.array(nameValue).default([]),
    postData: z
      .object({
        mimeType: z.string().default(''),
        text: z.string().optional(),
        params: z.array(z.object({ name: z.string(), value: z.string().default('') })).optional(),
      })
      .optional(),
  }),
});
const har = z.object({ log: z.object({ entries: z.array(z.unknown()).max(100_000) }) });

/** The request of an entry of a HAR; `null` for what is none. */
export function readHarRequest(entry: unknown): PastedRequest | null {
  const parsed = harEntry.safeParse(entry);
  if (!parsed.success) return null;
  const { method, url, headers, postData } = parsed.data.request;
  const pairs = headers.map(({ name, value }): [string, string] => [name, value]);
  const { mimeType = '', text, params } = postData ?? {};
  const hasType = pairs.some(([name]) => name.toLowerCase() === 'content-type');
  return pastedRequest({
    method,
    url,
    headers: hasType || mimeType === '' ? pairs : [...pairs, ['Content-Type', mimeType]],
    body: text ?? null,
    ...(text === undefined && params !== undefined && params.length > 0
      ? { fields: params.map(({ name, value }): [string, string] => [name, value]) }
      : {}),
  });
}

/** Whether a request looks like what somebody wants explained: the higher, the more. */
function interest(request: PastedRequest): number {
  const names = new Set((request.fields ?? []).map(([name]) => name));
  if (names.has('oauth_signature') || names.has('id_token')) return 4;
  if (request.headers.some(([name, value]) => name.toLowerCase() === 'authorization' && /^oauth/i.test(value)))
    return 3;
  if (names.has('oauth_consumer_key') || names.has('lti_message_type') || names.has('signature')) return 2;
  return request.method === 'POST' ? 1 : 0;
}

export type HarReading = { request: PastedRequest; requests: PastedRequestLine[]; index: number; skipped: number };

const MAX_LISTED_URL = 500;

/**
 * A request of a HAR file, the one asked for by its index or the most telling one, and the others there are; `null` for JSON
 * that is no HAR with requests. Entries that are no requests count, so that an index is the place in the file.
 */
export function readHar(value: unknown, wanted: number | null): HarReading | null {
  const parsed = har.safeParse(value);
  if (!parsed.success) return null;
  const { entries } = parsed.data.log;
  const all = entries.flatMap((entry, index) => {
    const request = readHarRequest(entry);
    return request === null ? [] : [{ request, index, interest: interest(request) }];
  });
  const best = all.reduce<(typeof all)[number] | null>(
    (chosen, one) => (chosen === null || one.interest > chosen.interest ? one : chosen),
    null,
  );
  const chosen = all.find(({ index }) => index === wanted) ?? best;
  if (chosen === null) return null;
  const listed = all
    .toSorted((a, b) => b.interest - a.interest)
    .slice(0, MAX_LISTED_REQUESTS)
    .sort((a, b) => a.index - b.index);
  return {
    request: chosen.request,
    index: chosen.index,
    requests: listed.map(({ request, index, interest: rank }) => ({
      index,
      method: request.method ?? '',
      url: (request.url ?? '').slice(0, MAX_LISTED_URL),
      signed: rank >= 3,
    })),
    skipped: entries.length - 1,
  };
}

const fetchOptions = z.object({
  method: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().nullish(),
});

/** Where a JSON text that begins at `start` with a quote ends. */
function endOfText(source: string, start: number): number {
  let index = start + 1;
  while (index < source.length && source[index] !== '"') index += source[index] === '\\' ? 2 : 1;
  return index + 1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads `fetch("…", {…})` as browsers copy it, the options being JSON. `null` when they are not. */
export function readFetch(source: string): PastedRequest | null {
  const start = source.indexOf('"', source.indexOf('fetch('));
  if (start === -1) return null;
  const end = endOfText(source, start);
  const url = z.string().safeParse(parseJson(source.slice(start, end)));
  if (!url.success) return null;
  const open = source.indexOf('{', end);
  const close = source.lastIndexOf('}');
  const options = fetchOptions.safeParse(open === -1 ? {} : parseJson(source.slice(open, close + 1)));
  if (!options.success) return null;
  const { method, headers = {}, body } = options.data;
  return pastedRequest({
    method: method ?? 'GET',
    url: url.data,
    headers: Object.entries(headers),
    body: body ?? null,
  });
}
