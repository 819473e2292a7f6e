import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { HttpRequest } from '../ports.ts';
import { BodyReader } from './body-reader.ts';
import { parseContentEncoding } from './content-coding.ts';
import { headerValues } from './hop-draft.ts';
import type { PhaseTimer } from './phases.ts';
import { headerText } from './wire-headers.ts';

export type ResponseHead = { status: number; statusText: string; headers: Pairs };

export type RoundTripOptions = {
  phases: PhaseTimer;
  signal: AbortSignal;
  maxBodyBytes: number;
  onHead(head: ResponseHead): void;
  /** Bytes of the body as they come off the wire; `null` as the total when the server does not say. */
  onReceived(bytes: number, total: number | null): void;
};

/** The body, or what was read of it before `error` ended the response. */
export type RoundTripResult = { body: Uint8Array; error: unknown };

const maxHeaderSize = 256 * 1024;

/** Sends one request over a connection of its own and reads the whole response. The connection is closed afterwards. */
export async function roundTrip(
  request: HttpRequest,
  socket: Socket,
  options: RoundTripOptions,
): Promise<RoundTripResult> {
  const url = new URL(request.url);
  const client = new Client(url.origin, {
    // Not at once: the client takes no connection before it has finished asking for one.
    connect: (_target, callback) => queueMicrotask(() => callback(null, socket)),
    pipelining: 1,
    maxHeaderSize,
    // One clock runs for the whole exchange; two would disagree about whose time ran out.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const run = new ResponseRun(socket, options);
  try {
    return await run.result(client, {
      path: url.pathname + url.search,
      method: request.method,
      headers: request.headers.filter(([name]) => !managed.has(name.toLowerCase())).flat(),
      body:
        request.body === null ? null : Buffer.from(request.body.buffer, request.body.byteOffset, request.body.length),
      reset: true,
    });
  } finally {
    client.destroy().catch(() => {});
    socket.destroy();
  }
}

/** Written by the HTTP library itself; `content-length` always states the length of the body that is sent. */
const managed = new Set(['connection', 'content-length']);

class ResponseRun implements Dispatcher.DispatchHandler {
  readonly #socket: Socket;
  readonly #options: RoundTripOptions;
  readonly #ended: Promise<unknown>;
  #end: (error: unknown) => void = () => {};
  #controller: Dispatcher.DispatchController | null = null;
  #reader: BodyReader | null = null;
  #received = 0;
  #total: number | null = null;

  constructor(socket: Socket, options: RoundTripOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async result(client: Client, request: Dispatcher.DispatchOptions): Promise<RoundTripResult> {
    const { signal } = this.#options;
    const stop = () => this.#fail(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) stop();
      else client.dispatch(request, this);
      const error = await this.#ended;
      return { body: (await this.#reader?.bytes()) ?? new Uint8Array(), error };
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#options.phases.begin('send');
  }

  onRequestSent(): void {
    const { phases } = this.#options;
    const waiting = () => {
      // A server may answer before it has read everything.
      if (phases.current === 'send') phases.begin('wait');
    };
    if (this.#socket.writableLength === 0) waiting();
    else this.#socket.once('drain', waiting);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText: string | undefined,
  ): void {
    // 103 Early Hints and its like come before the response proper.
    if (status < 200) return;
    this.#options.phases.begin('receive');
    const headers = rawPairs(controller.rawHeaders);
    const length = Number(headerValues(headers, 'content-length')[0] ?? Number.NaN);
    this.#total = Number.isFinite(length) ? length : null;
    this.#reader = new BodyReader({
      codings: parseContentEncoding(headerValues(headers, 'content-encoding')) ?? [],
      maxBytes: this.#options.maxBodyBytes,
      onDrain: () => controller.resume(),
      onFailure: (error) => this.#fail(error),
    });
    this.#options.onHead({ status, statusText: statusText ?? '', headers });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#received += chunk.length;
    this.#options.onReceived(this.#received, this.#total);
    if (this.#reader?.write(chunk) === false) controller.pause();
  }

  async onResponseEnd(): Promise<void> {
    try {
      await this.#reader?.end();
      this.#end(null);
    } catch (error) {
      this.#end(error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#end(error);
    this.#reader?.abandon();
    this.#controller?.abort(error instanceof Error ? error : new Error(String(error)));
  }
}

function rawPairs(raw: Dispatcher.DispatchController['rawHeaders']): Pairs {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map((item) => (typeof item === 'string' ? item : headerText(item)));
  const pairs: Pairs = [];
  for (let index = 0; index + 1 < texts.length; index += 2) pairs.push([texts[index] ?? '', texts[index + 1] ?? '']);
  return pairs;
}
