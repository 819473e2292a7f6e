import { z } from 'zod';
import { headerOf } from '../checks/calls/call.ts';
import type { Call } from '../checks/calls/index.ts';
import { readHarRequest } from './json-paste.ts';

/** Most requests of an archive that are looked at together. */
const mostCalls = 2000;

const harAnswer = z.object({
  startedDateTime: z.string().optional(),
  response: z.object({
    status: z.number(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    content: z
      .object({ text: z.string().optional(), encoding: z.string().optional(), mimeType: z.string().optional() })
      .default({}),
  }),
});
const har = z.object({ log: z.object({ entries: z.array(z.unknown()).max(100_000) }) });

/** Requests and answers of a HAR in their order; none for a text that is no HAR. */
export function readHarCalls(text: string): Call[] {
  const parsed = har.safeParse(parseJson(text));
  if (!parsed.success) return [];
  return parsed.data.log.entries.slice(0, mostCalls).flatMap((entry): Call[] => {
    const request = readHarRequest(entry);
    if (request === null) return [];
    const answer = harAnswer.safeParse(entry);
    if (!answer.success) return [{ request, answer: null, at: null }];
    const { response, startedDateTime } = answer.data;
    const at = startedDateTime === undefined ? Number.NaN : Date.parse(startedDateTime);
    const headers = response.headers.map(({ name, value }): [string, string] => [name, value]);
    const { text: body = '', encoding, mimeType } = response.content;
    const typed = headerOf(headers, 'content-type') === null && mimeType !== undefined;
    return [
      {
        request,
        answer: {
          status: response.status,
          headers: typed ? [...headers, ['Content-Type', mimeType]] : headers,
          body: encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body,
        },
        at: Number.isNaN(at) ? null : at,
      },
    ];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
