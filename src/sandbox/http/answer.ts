import type { SandboxReason } from '../../protocol/sandbox-control.ts';

/** A response as data: what a handler decides, before any fault is laid over it. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Why the request was refused; sent as `X-Sandbox-Reason`. */
  readonly reason: SandboxReason | null;
  /** Left out: the answer is sent at once and whole. */
  readonly manner?: Manner;
}

/** Ways for an answer to go wrong below HTTP. */
export type Manner =
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** Nothing is answered: the connection is reset (TCP RST). */
  | { readonly kind: 'reset' }
  /** The connection is closed in the middle of the body. */
  | { readonly kind: 'cut' }
  /** The body is replaced by one of this many bytes. */
  | { readonly kind: 'huge'; readonly bytes: number };

/** JSON answer. */
export function json(status: number, value: unknown, reason: SandboxReason | null = null): Answer {
  return {
    status,
    headers: [['content-type', 'application/json; charset=utf-8']],
    body: JSON.stringify(value),
    reason,
  };
}

/** HTML answer. `contentSecurityPolicy` must allow whatever the page holds. */
export function html(
  status: number,
  markup: string,
  contentSecurityPolicy: string,
  reason: SandboxReason | null = null,
): Answer {
  return {
    status,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['content-security-policy', contentSecurityPolicy],
      ['x-content-type-options', 'nosniff'],
      ['referrer-policy', 'no-referrer'],
      ['cache-control', 'no-store'],
    ],
    body: markup,
    reason,
  };
}

/** Plain text answer. */
export function text(status: number, body: string, reason: SandboxReason | null = null): Answer {
  return { status, headers: [['content-type', 'text/plain; charset=utf-8']], body, reason };
}

/** 302 to `location`, with the given `Set-Cookie` values. */
export function redirect(location: string, cookies: readonly string[] = []): Answer {
  return {
    status: 302,
    headers: [
      ['location', location],
      ['cache-control', 'no-store'],
      ...cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    ],
    body: '',
    reason: null,
  };
}

/** The same answer with more headers at the end. */
export function withHeaders(answer: Answer, headers: Answer['headers']): Answer {
  return { ...answer, headers: [...answer.headers, ...headers] };
}

/** Whether the answer sends the client elsewhere instead of showing something. */
export function isRedirect(answer: Answer): boolean {
  return answer.status >= 300 && answer.status < 400;
}
