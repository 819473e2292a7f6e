import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../faults/apply.ts';
import type { Answer } from './answer.ts';

/** Sends a response as planned. Resolves when it is out, or when the client or the server has given up. */
export async function deliver(delivery: Delivery, response: ServerResponse, head: boolean): Promise<void> {
  switch (delivery.kind) {
    case 'answer':
      writeHead(response, delivery.answer);
      response.end(head ? undefined : delivery.answer.body);
      return;
    case 'drop':
      await drop(delivery.answer, response);
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'huge':
      await stream(delivery.contentType, delivery.bytes, response);
  }
}

/** Waits, but no longer than the connection lives. True when it is still there. */
export async function waitForDelay(milliseconds: number, response: ServerResponse): Promise<boolean> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await wait(milliseconds, undefined, { signal: gone.signal });
  } catch {
    return false;
  }
  return !response.destroyed;
}

function writeHead(response: ServerResponse, answer: Answer): void {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  if (answer.reason !== null) response.setHeader('x-sandbox-reason', answer.reason);
  if (answer.status !== 204 && answer.status !== 304) {
    response.setHeader('content-length', Buffer.byteLength(answer.body, 'utf8'));
  }
}

function drop(answer: Answer | null, response: ServerResponse): Promise<void> {
  if (answer === null) {
    response.destroy();
    return Promise.resolve();
  }
  const body = Buffer.from(answer.body === '' ? ' ' : answer.body, 'utf8');
  writeHead(response, answer);
  response.setHeader('content-length', body.length + 1);
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
  });
}

async function stream(contentType: string, bytes: number, response: ServerResponse): Promise<void> {
  response.statusCode = 200;
  response.setHeader('content-type', contentType);
  response.setHeader('content-length', bytes);
  try {
    await pipeline(Readable.from(fill(contentType, bytes)), response);
  } catch {
    // The client has seen enough; nothing is left to answer.
  }
}

/** Exactly `bytes` bytes that are valid JSON or a readable page, so that only their number is the trouble. */
function* fill(contentType: string, bytes: number): Generator<Buffer> {
  const isJson = contentType.startsWith('application/json');
  const start = isJson ? '{"filler":"' : '<!doctype html><title>A very long page</title><p>';
  const end = isJson ? '"}' : '</p>';
  const chunk = Buffer.alloc(64 * 1024, 'a');
  yield Buffer.from(start);
  let left = bytes - start.length - end.length;
  while (left > 0) {
    yield left >= chunk.length ? chunk : chunk.subarray(0, left);
    left -= chunk.length;
  }
  yield Buffer.from(end);
}
