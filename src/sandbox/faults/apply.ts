import { z } from 'zod';
import type { SandboxFault, SandboxServer } from '../../protocol/sandbox-control.ts';
import type { Answer } from '../http/answer.ts';
import { isRedirect, redirect, withHeaders } from '../http/answer.ts';
import { faultBody } from './bodies.ts';
import { rewriteCookie } from './cookies.ts';

/** How a response is to reach the client. */
export type Delivery =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly delayMs: number }
  | { readonly kind: 'drop'; readonly answer: Answer | null }
  | { readonly kind: 'reset' }
  | { readonly kind: 'huge'; readonly contentType: string; readonly bytes: number };

export interface Outcome {
  readonly delivery: Delivery;
  /** Whether the fault changed this response: a fault that is wanted once is then spent. */
  readonly used: boolean;
}

/** Asks the server for its answer at a time, in milliseconds since the epoch. */
export type Respond = (now: number) => Promise<Answer>;

const jsonErrorSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ error: z.string() }));

/** Where the redirect loop begins; the server answers this path with a redirect whatever the fault is by then. */
export const redirectLoopPath = '/redirect-loop/0';

/** Lays a fault over the answer a server would give. Faults that replace the answer never ask for it. */
export async function underFault(
  server: SandboxServer,
  fault: SandboxFault | null,
  now: number,
  respond: Respond,
): Promise<Outcome> {
  if (fault === null) return unchanged(await respond(now));
  switch (fault.kind) {
    case 'status':
      return changed(faultBody(server, fault.status, fault.body));
    case 'delay':
      return { delivery: { kind: 'answer', answer: await respond(now), delayMs: fault.milliseconds }, used: true };
    case 'redirect-loop':
      return changed(redirect(redirectLoopPath));
    case 'drop-connection':
      return {
        delivery: { kind: 'drop', answer: fault.when === 'mid-body' ? await respond(now) : null },
        used: true,
      };
    case 'huge-body':
      return {
        delivery: {
          kind: 'huge',
          contentType: server === 'examPlatform' ? 'application/json' : 'text/html; charset=utf-8',
          bytes: fault.megabytes * 1024 * 1024,
        },
        used: true,
      };
    case 'clock-skew': {
      const own = now + fault.seconds * 1000;
      return changed(withHeaders(await respond(own), [['date', new Date(own).toUTCString()]]));
    }
    case 'x-frame-options':
      return onPage(await respond(now), (answer) => withHeaders(answer, [['x-frame-options', fault.value]]));
    case 'frame-ancestors':
      return onPage(await respond(now), (answer) => forbidFraming(answer, fault.sources));
    case 'content-type':
      return onPage(await respond(now), (answer) => replaceHeader(answer, 'content-type', () => fault.contentType));
    case 'html-errors':
      return onError(await respond(now), server);
    case 'cookies':
      return onCookies(await respond(now), fault.policy);
  }
}

function unchanged(answer: Answer): Outcome {
  return { delivery: ownDelivery(answer), used: false };
}

/** The delivery an answer asks for itself. */
function ownDelivery(answer: Answer): Delivery {
  switch (answer.manner?.kind) {
    case undefined:
      return { kind: 'answer', answer, delayMs: 0 };
    case 'late':
      return { kind: 'answer', answer, delayMs: answer.manner.milliseconds };
    case 'reset':
      return { kind: 'reset' };
    case 'cut':
      return { kind: 'drop', answer };
    case 'huge':
      return { kind: 'huge', contentType: 'text/html; charset=utf-8', bytes: answer.manner.bytes };
  }
}

function changed(answer: Answer): Outcome {
  return { delivery: ownDelivery(answer), used: true };
}

/** Frame and type faults concern what is shown: a browser looks at the last answer, not at redirects to it. */
function onPage(answer: Answer, change: (answer: Answer) => Answer): Outcome {
  return isRedirect(answer) ? unchanged(answer) : changed(change(answer));
}

function onError(answer: Answer, server: SandboxServer): Outcome {
  if (answer.status < 400) return unchanged(answer);
  return changed({ ...faultBody(server, answer.status, 'html', errorWords(answer)), reason: answer.reason });
}

/** The sentence of an error in JSON, or the whole body of any other error. */
function errorWords(answer: Answer): string {
  const parsed = jsonErrorSchema.safeParse(answer.body);
  return parsed.success ? parsed.data.error : answer.body;
}

function onCookies(answer: Answer, policy: Extract<SandboxFault, { kind: 'cookies' }>['policy']): Outcome {
  if (!answer.headers.some(([name]) => name === 'set-cookie')) return unchanged(answer);
  return changed(replaceHeader(answer, 'set-cookie', (cookie) => rewriteCookie(cookie, policy)));
}

function forbidFraming(answer: Answer, sources: readonly string[]): Answer {
  const directive = `frame-ancestors ${sources.join(' ')}`;
  const hasPolicy = answer.headers.some(([name]) => name === 'content-security-policy');
  return hasPolicy
    ? replaceHeader(answer, 'content-security-policy', (policy) => `${policy}; ${directive}`)
    : withHeaders(answer, [['content-security-policy', directive]]);
}

/** Replaces each header of this name; a null value leaves it out. */
function replaceHeader(answer: Answer, name: string, change: (value: string) => string | null): Answer {
  const headers: [string, string][] = [];
  for (const [header, value] of answer.headers) {
    const next = header === name ? change(value) : value;
    if (next !== null) headers.push([header, next]);
  }
  return { ...answer, headers };
}
