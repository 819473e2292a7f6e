import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ReceivedRequest, SandboxFault, SandboxServer } from '../../protocol/sandbox-control.ts';
import type { Outcome } from '../faults/apply.ts';
import { redirectLoopPath, underFault } from '../faults/apply.ts';
import type { FaultSwitch } from '../faults/switchboard.ts';
import type { Answer } from './answer.ts';
import { redirect, text, withHeaders } from './answer.ts';
import { deliver, waitForDelay } from './deliver.ts';
import type { ReceivedLog } from './received.ts';
import type { SandboxRequest } from './request.ts';
import { isAllowedSender, isLocalHost, maximumBodyBytes, readBody, splitTarget } from './request.ts';

export interface ServerOptions {
  readonly server: SandboxServer;
  /** 0: any free port. */
  readonly port: number;
  readonly now: () => number;
  /** Private key and certificate chain (PEM) of a server that speaks https. */
  readonly tls?: TlsIdentity;
  readonly handle: (request: SandboxRequest) => Answer | Promise<Answer>;
  readonly faults: FaultSwitch;
  readonly received: ReceivedLog;
}

/** PEM texts. `cert` begins with the server's own certificate. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export interface RunningServer {
  /** Origin, such as `http://127.0.0.1:50123`. */
  readonly url: string;
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
}

/** The wanted port belongs to another program. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/** Listens on 127.0.0.1 only. Throws PortInUseError when the port is taken. */
export async function listen(options: ServerOptions): Promise<RunningServer> {
  const answer = (message: IncomingMessage, response: ServerResponse): void => {
    serve(options, message, response).catch(() => {
      // A handler's bug must not leave the client waiting; deliver() has already dealt with clients that went away.
      if (!response.headersSent) void deliver(answered(text(500, 'Internal Server Error')), response, false);
      else response.destroy();
    });
  };
  const settings = { keepAliveTimeout: 5000 };
  const server =
    options.tls === undefined
      ? createServer(settings, answer)
      : createSecureServer({ ...settings, ...options.tls }, answer);
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(options) : error);
    });
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portInUse(options: ServerOptions): PortInUseError {
  return new PortInUseError(
    `Port ${options.port} for the sandbox's ${options.server} is used by another program. Choose another port, or 0 for any free one.`,
  );
}

function answered(answer: Answer): Outcome['delivery'] {
  return { kind: 'answer', answer, delayMs: 0 };
}

async function serve(options: ServerOptions, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const head = message.method === 'HEAD';
  const early = earlyAnswer(message, options.server);
  if (early !== null) return deliver(answered(early), response, head);

  const request = await readRequest(options, message);
  if (request === null) {
    const tooLarge = text(
      413,
      `The request body is larger than ${maximumBodyBytes(message) / 1_048_576} MiB.`,
      'body-too-large',
    );
    return deliver(answered(withHeaders(tooLarge, [['connection', 'close']])), response, head);
  }

  const fault = options.faults.current();
  const { delivery, used } = await underFault(options.server, fault, request.now, (now) =>
    guarded(options.handle, { ...request, now }),
  );
  if (used && fault !== null) options.faults.spend(fault);
  if (delivery.kind === 'answer' && delivery.delayMs > 0 && !(await waitForDelay(delivery.delayMs, response))) {
    options.received.add(request, { status: null, reason: null, fault: fault?.kind ?? null });
    return;
  }
  options.received.add(request, recordOf(delivery, used ? fault : null));
  await deliver(delivery, response, head);
}

/** Answers that no fault touches and that are not worth remembering. */
function earlyAnswer(message: IncomingMessage, server: SandboxServer): Answer | null {
  if (!isLocalHost(message.headers.host)) {
    return text(
      421,
      'This server answers to 127.0.0.1 and localhost only. The Host header of your request names something else.',
      'unknown-host',
    );
  }
  const target = splitTarget(message.url);
  if (target === null) return text(421, 'This server is not a proxy: send the path alone.', 'unknown-host');
  // The misbehaving tool is asked in every wrong way on purpose, its own pages across its own origins included.
  if (server !== 'misbehavingTool' && !isAllowedSender(message, target.path)) {
    return text(
      403,
      'This address is for servers and for navigation, not for scripts of other pages.',
      'foreign-origin',
    );
  }
  if (target.path === '/favicon.ico') return { status: 204, headers: [], body: '', reason: null };
  if (target.path === redirectLoopPath) return redirect('/redirect-loop/1');
  if (target.path === '/redirect-loop/1') return redirect(redirectLoopPath);
  return null;
}

async function readRequest(options: ServerOptions, message: IncomingMessage): Promise<SandboxRequest | null> {
  const target = splitTarget(message.url) ?? { path: '/', search: '', query: new URLSearchParams() };
  const body = await readBody(message);
  if (body === 'too-large') return null;
  return {
    method: message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET'),
    scheme: options.tls === undefined ? 'http' : 'https',
    host: message.headers.host ?? '',
    ...target,
    headers: message.headers,
    body,
    now: options.now(),
  };
}

async function guarded(handle: ServerOptions['handle'], request: SandboxRequest): Promise<Answer> {
  try {
    return await handle(request);
  } catch {
    return text(500, 'Internal Server Error', 'internal-error');
  }
}

function recordOf(
  delivery: Outcome['delivery'],
  fault: SandboxFault | null,
): Pick<ReceivedRequest, 'status' | 'reason' | 'fault'> {
  const kind = fault?.kind ?? null;
  switch (delivery.kind) {
    case 'answer':
      return { status: delivery.answer.status, reason: delivery.answer.reason, fault: kind };
    case 'drop':
      return { status: delivery.answer?.status ?? null, reason: delivery.answer?.reason ?? null, fault: kind };
    case 'reset':
      return { status: null, reason: null, fault: kind };
    case 'huge':
      return { status: 200, reason: null, fault: kind };
  }
}
