import { z } from 'zod';
import type { EchoedAddress } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';

/** Headers by which proxies pass on what they were asked for (RFC 7239, and the usual ones before it). */
const forwardingHeaders = [
  'forwarded',
  'x-forwarded-proto',
  'x-forwarded-scheme',
  'x-forwarded-ssl',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-original-host',
  'front-end-https',
];

/** What a tool says of a request: its address as it sees it, and the headers that reached it. */
export type Echo = { seen: EchoedAddress; forwarded: Pairs };

const headersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});
const echoSchema = z.object({
  url: z.string().optional(),
  scheme: z.string().optional(),
  protocol: z.string().optional(),
  host: z.string().optional(),
  port: z.coerce.number().int().min(1).max(65_535).nullish().catch(undefined),
  headers: headersSchema.optional(),
});

/** An address in parts; the port is always said, the host is in lower case. `null` for what is no http address. */
export function addressOf(text: string): EchoedAddress | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return { scheme, host: url.hostname, port: url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port) };
}

/**
 * Reads the answer of an echo: JSON with `scheme` (or `protocol`) and `host`, where wanted `port` and `headers`; or with `url`
 * and `headers`, as httpbin's /anything answers. `null` for everything else.
 */
export function readEcho(text: string): Echo | null {
  const parsed = parseJson(text);
  const echo = echoSchema.safeParse(parsed);
  if (!echo.success) return null;
  const { url, scheme, protocol, host, port, headers = {} } = echo.data;
  const said = (scheme ?? protocol)?.replace(/:$/, '').toLowerCase();
  const seen = said !== undefined && host !== undefined ? addressOf(`${said}://${host}`) : addressOf(url ?? '');
  if (seen === null) return null;
  const named = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    [value].flat().join(', '),
  ]);
  return {
    seen: { ...seen, ...(port === undefined || port === null ? {} : { port }) },
    forwarded: named.filter(([name]) => forwardingHeaders.includes(name)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
