import type { IncomingHttpHeaders } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { z } from 'zod';
import type { Misbehaviour } from '../../protocol/misbehaving/catalogue.ts';
import {
  misbehavingCatalogueSchema,
  misbehavingLaunchUrl,
  misbehaviours,
} from '../../protocol/misbehaving/catalogue.ts';
import { credentials, signedLaunch } from '../test-support.ts';

/** A response as it came. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly location: string;
  readonly cookies: readonly string[];
  readonly reason: string | undefined;
}

export interface Sending {
  readonly form?: URLSearchParams;
  readonly cookie?: string;
  /** PEM of the authority to trust. */
  readonly ca?: string;
}

/** One request on a connection of its own; no redirect is followed. */
export function send(url: string, { form, cookie, ca }: Sending = {}): Promise<Reply> {
  const headers = {
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(cookie === undefined ? {} : { cookie }),
  };
  const options = { method: form === undefined ? 'GET' : 'POST', headers, agent: false, ca };
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          location: new URL(response.headers.location ?? '', url).href,
          cookies: response.headers['set-cookie'] ?? [],
          reason: z.string().optional().parse(response.headers['x-sandbox-reason']),
        }),
      );
    });
    request.on('error', reject);
    request.end(form?.toString());
  });
}

/** The form of a right launch to this URL; an empty value leaves a field out. */
export function formFor(url: string, fields: Readonly<Record<string, string>> = {}): URLSearchParams {
  const { consumerKey, secret } = credentials.misbehavingTool;
  return signedLaunch(url, { oauth_consumer_key: consumerKey, ...fields }, secret);
}

export function entryOf(id: string): Misbehaviour {
  const entry = misbehaviours.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`There is no behaviour ${id}.`);
  return entry;
}

/** Launches a behaviour with what triggers it, rightly signed. */
export function launch(origin: string, id: string, sending: Sending & { fields?: Record<string, string> } = {}) {
  const entry = entryOf(id);
  const url = misbehavingLaunchUrl(origin, entry);
  return send(url, { ...sending, form: formFor(url, { ...entry.trigger?.fields, ...sending.fields }) });
}

/** Follows redirects as a browser does: 307 and 308 keep the POST, the others make it a GET. Cookies are not kept. */
export async function follow(
  reply: Reply,
  form?: URLSearchParams,
  ca?: string,
): Promise<Reply & { readonly hops: number }> {
  let current = reply;
  let kept = form;
  for (let hops = 0; ; hops += 1) {
    if (current.status < 300 || current.status >= 400 || hops >= 20) return { ...current, hops };
    if (current.status !== 307 && current.status !== 308) kept = undefined;
    current = await send(current.location, { ...(kept && { form: kept }), ...(ca && { ca }) });
  }
}

/** The catalogue and the authority as the running tool tells them. */
export async function catalogueOf(origin: string) {
  const catalogue = misbehavingCatalogueSchema.parse(JSON.parse((await send(`${origin}/catalogue.json`)).body));
  return { ...catalogue, ca: (await send(`${origin}/ca.pem`)).body };
}
