import { createServer, type IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { text } from 'node:stream/consumers';
import { Provider } from 'ims-lti';
import { originOf } from '../../fixtures/listening.ts';

/** A launch as the tool saw it. */
export type ReceivedLaunch = { valid: boolean; error: string; provider: Provider };

/** A tool built on ims-lti: it answers 200 to launches it accepts and 403 with the reason to all others. */
export type ImsLtiTool = { origin: string; launches: ReceivedLaunch[]; close(): Promise<void> };

/** One provider for all launches, as its memory of nonces is its own. */
export async function startImsLtiTool(key: string, secret: string): Promise<ImsLtiTool> {
  const launches: ReceivedLaunch[] = [];
  const server = createServer(async (request, response) => {
    const launch = await judge(request, new Provider(key, secret));
    launches.push(launch);
    response.writeHead(launch.valid ? 200 : 403, { 'Content-Type': 'text/html' });
    response.end(launch.valid ? '<p>Welcome</p>' : launch.error);
  });
  return { ...(await originOf(server)), launches };
}

async function judge(request: IncomingMessage, provider: Provider): Promise<ReceivedLaunch> {
  const body: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(parse(await text(request), '&', '=', { maxKeys: 0 }))) {
    if (value !== undefined) body[name] = value;
  }
  const seen = { method: request.method ?? '', url: request.url ?? '', protocol: 'http', headers: request.headers };
  return new Promise((resolve) => {
    provider.valid_request(seen, body, (error, valid) => {
      resolve({ valid, error: error?.message ?? '', provider });
    });
  });
}
