import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDecoders } from './content-coding.ts';

/** The body does not decode as its `Content-Encoding` says. */
export class ContentDecodingError extends Error {
  constructor(codings: readonly string[], cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`the body is not valid ${codings.join(', ')} data (${why})`, { cause });
    this.name = 'ContentDecodingError';
  }
}

/** The decoded body is larger than the caller wants to hold. */
export class BodyTooLargeError extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`the body is larger than ${limit} bytes`);
    this.name = 'BodyTooLargeError';
    this.limit = limit;
  }
}

export type BodyReaderOptions = {
  codings: readonly string[];
  maxBytes: number;
  /** Called when a `write` that answered `false` has been worked off. */
  onDrain(): void;
  /** Called at most once, with a {@link ContentDecodingError} or {@link BodyTooLargeError}. */
  onFailure(error: Error): void;
};

const joinStep = 4 * 1024 * 1024;

/** Collects a response body piece by piece, undoing its content encoding on the way. Memory is bounded by `maxBytes`. */
export class BodyReader {
  readonly #options: BodyReaderOptions;
  #pieces: Uint8Array[] = [];
  #size = 0;
  #failed = false;
  #entry: Writable | null = null;
  #decoded: Promise<void> = Promise.resolve();

  constructor(options: BodyReaderOptions) {
    this.#options = options;
  }

  /** Takes bytes off the wire; `false` asks the caller to wait for `onDrain`. */
  write(chunk: Uint8Array): boolean {
    if (this.#failed) return true;
    if (this.#options.codings.length === 0) {
      this.#collect(chunk);
      return true;
    }
    this.#entry ??= this.#startDecoding(chunk);
    return this.#entry.write(chunk);
  }

  /** Ends the body and waits until all of it is decoded. Failures are told to `onFailure`, not thrown. */
  async end(): Promise<void> {
    this.#entry?.end();
    await this.#decoded;
  }

  /** Stops decoding and keeps what has been read. */
  abandon(): void {
    this.#failed = true;
    this.#entry?.destroy();
  }

  /** All bytes so far in one piece. Copies step by step, so that no turn of the event loop is long. */
  async bytes(): Promise<Uint8Array> {
    const [only] = this.#pieces;
    if (only !== undefined && this.#pieces.length === 1) return only;
    const whole = Buffer.allocUnsafeSlow(this.#size);
    let offset = 0;
    let copied = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, offset);
      offset += piece.length;
      copied += piece.length;
      if (copied < joinStep) continue;
      copied = 0;
      await nextTurn();
    }
    this.#pieces = [whole];
    return whole;
  }

  #startDecoding(start: Uint8Array): Writable {
    const { codings, onDrain } = this.#options;
    const decoders = createDecoders(codings, start);
    const collector = new Writable({
      write: (chunk: Uint8Array, _encoding, done) => {
        this.#collect(chunk);
        done();
      },
    });
    this.#decoded = pipeline([...decoders, collector]).catch((error: unknown) => {
      this.#fail(new ContentDecodingError(codings, error));
    });
    const [entry = collector] = decoders;
    entry.on('drain', onDrain);
    return entry;
  }

  #collect(chunk: Uint8Array): void {
    if (this.#failed) return;
    const room = this.#options.maxBytes - this.#size;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (kept.length > 0) this.#pieces.push(kept);
    this.#size += kept.length;
    if (kept.length < chunk.length) this.#fail(new BodyTooLargeError(this.#options.maxBytes));
  }

  #fail(error: Error): void {
    if (this.#failed) return;
    this.abandon();
    this.#options.onFailure(error);
  }
}
