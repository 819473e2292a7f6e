import { isLocalHost } from '../http/request.ts';

export interface LocalRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of a call. `json` is undefined when the body is none. */
export type LocalReply =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
      readonly json: unknown;
    }
  | { readonly ok: false; readonly problem: string };

const patienceMs = 10_000;
const longestText = 1_000_000;

/** Calls a service of a platform on this computer; the sandbox calls no other. Follows no redirect. */
export async function callLocal({ method, url, headers, body }: LocalRequest): Promise<LocalReply> {
  const problem = problemOf(url);
  if (problem !== null) return { ok: false, problem };
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = (await response.text()).slice(0, longestText);
    return { ok: true, status: response.status, headers: response.headers, text, json: readJson(text) };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, problem: late ? 'it did not answer within ten seconds' : 'it did not answer' };
  }
}

function problemOf(address: string): string | null {
  try {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol)) return 'it is no web address';
    return isLocalHost(url.host) ? null : 'it is not on this computer, and the sandbox calls nothing else';
  } catch {
    return 'it is no web address';
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
