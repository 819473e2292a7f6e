import type { CatcherCall } from '../../../protocol/models/lti/catcher-services.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Transport } from '../../ports.ts';
import { mask } from '../../redaction/mask.ts';

/** Longest body that is shown, in characters; all of it is read. */
const longestShown = 100_000;

export type Asked = { what: CatcherCall['what']; method: string; url: string; headers: Pairs; body: string | null };

/** A call as it is shown, with what is read of the answer: `json` is undefined where the body is none. */
export type Answered = {
  call: Omit<CatcherCall, 'ok' | 'detail'>;
  json: unknown;
  link: string;
  problem: string | null;
};

/** Sends one request; no redirect is followed, since tokens are for the address they were asked for. Never throws for the network. */
export async function ask(transport: Transport, { what, method, url, headers, body }: Asked): Promise<Answered> {
  const request = { method, url, headers: headers.map(maskedHeader), body: maskedBody(body ?? '') };
  try {
    const { hops, bodies } = await transport.exchange(
      { method, url, headers, body: body === null ? null : new TextEncoder().encode(body) },
      { timeoutMs: 20_000, maxBodyBytes: 4_194_304, maxRedirects: 0 },
    );
    const hop = hops.at(-1);
    const text = new TextDecoder().decode(bodies.get(hops.length - 1) ?? new Uint8Array(0));
    const got = hop?.responseHeaders ?? [];
    const response = { status: hop?.status ?? 0, headers: got.map(maskedHeader), body: maskedBody(text) };
    const link = got.find(([name]) => name.toLowerCase() === 'link')?.[1] ?? '';
    return { call: { what, request, response }, json: readJson(text), link, problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    return { call: { what, request, response: null }, json: undefined, link: '', problem: detail ?? code };
  }
}

function maskedHeader([name, value]: readonly [string, string]): [string, string] {
  return [name, /^(authorization|set-cookie|cookie)$/i.test(name) ? mask : value];
}

/** An access token is masked, of an assertion what makes it usable: its signature. */
function maskedBody(text: string): string {
  const shown = text
    .replace(/("access_token"\s*:\s*")[^"]*/g, `$1${mask}`)
    .replace(/(client_assertion=[\w-]+\.[\w-]+\.)[\w-]+/g, `$1${mask}`);
  return shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
