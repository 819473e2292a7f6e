import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { type Problem, type ProblemCode, ReceivedProblem } from '../../protocol/problem.ts';
import { BodyTooLargeError, ContentDecodingError } from './body-reader.ts';
import { CertificateError, socketHost, socketPort } from './connection.ts';
import type { Phase } from './phases.ts';
import { isTlsCode, tlsReason } from './tls-reasons.ts';

/** A network failure with everything seen until then: the hops, the failing one last, and what was read of their bodies. */
export class TransportError extends ReceivedProblem {
  readonly hops: Hop[];
  readonly bodies: ReadonlyMap<number, Uint8Array>;

  constructor(failure: Failure, seen: { hops: Hop[]; bodies: ReadonlyMap<number, Uint8Array> }, cause?: unknown) {
    super({ code: failure.code, params: failure.params, detail: failure.reason }, cause);
    this.name = 'TransportError';
    this.hops = seen.hops;
    this.bodies = seen.bodies;
  }
}

/** Why an exchange was stopped from this side. */
export class ExchangeStopped extends Error {
  readonly why: 'cancelled' | 'timeout';

  constructor(why: 'cancelled' | 'timeout') {
    super(why);
    this.name = 'ExchangeStopped';
    this.why = why;
  }
}

export type Failure = {
  code: ProblemCode;
  params: Problem['params'];
  /** The technical name of the error, for `hop.failure.error`. */
  error: string;
  /** One sentence in plain words. */
  reason: string;
};

export type FailureContext = { url: URL; phase: Phase; timeoutMs: number; elapsedMs: number };

/** Names a failure of the HTTP stack: which problem it is, where it happened, and why in words. */
export function describeFailure(error: unknown, context: FailureContext): Failure {
  if (error instanceof ExchangeStopped) return stopped(error.why, context);
  if (error instanceof BodyTooLargeError) {
    return {
      code: 'network.too-large',
      params: { limit: sizeWords(error.limit), bytes: error.limit, host: context.url.host },
      error: 'too-large',
      reason: error.message,
    };
  }
  if (error instanceof ContentDecodingError) return invalidResponse('content-encoding', error.message, context);
  const { code, message } = deepest(error);
  if (error instanceof CertificateError || isTlsCode(code)) return tlsFailure(code, message, context);
  return systemFailure(code, message, context);
}

function stopped(why: 'cancelled' | 'timeout', { phase, timeoutMs, url }: FailureContext): Failure {
  if (why === 'cancelled') {
    return { code: 'cancelled', params: {}, error: 'cancelled', reason: 'the request was cancelled' };
  }
  return {
    code: 'network.timeout',
    params: { phase, ms: timeoutMs, seconds: seconds(timeoutMs), host: url.host },
    error: 'timeout',
    reason: `${url.host} took longer than ${timeoutMs} ms; the time ran out ${phaseWords[phase]}`,
  };
}

function systemFailure(code: string, message: string, context: FailureContext): Failure {
  const host = socketHost(context.url);
  const port = socketPort(context.url);
  const place = { host, port };
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NONAME':
    case 'EAI_NODATA':
    case 'ENODATA':
      return { code: 'network.name-not-found', params: { host }, error: code, reason: `no server is named ${host}` };
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return {
        code: 'network.name-not-found',
        params: { host },
        error: code,
        reason: `the name server did not answer for ${host}; this machine may be offline`,
      };
    case 'ECONNREFUSED':
      return {
        code: 'network.refused',
        params: place,
        error: code,
        reason: `nothing listens on port ${port} of ${host}`,
      };
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return {
        code: 'network.unreachable',
        params: place,
        error: code,
        reason: `there is no way to ${host} from this network`,
      };
    case 'ETIMEDOUT':
      return {
        code: 'network.timeout',
        params: {
          phase: context.phase,
          ms: Math.round(context.elapsedMs),
          seconds: seconds(context.elapsedMs),
          host: context.url.host,
        },
        error: code,
        reason: `${host} did not answer ${phaseWords[context.phase]}`,
      };
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return {
        code: 'network.reset',
        params: { ...place, phase: context.phase },
        error: code,
        reason: `${host} closed the connection ${phaseWords[context.phase]}`,
      };
    case 'UND_ERR_HEADERS_OVERFLOW':
      return invalidResponse(code, 'the headers of the response are larger than 256 KiB', context);
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return invalidResponse(code, 'the body is shorter or longer than its Content-Length says', context);
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
    case 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH':
      return { code: 'input.invalid', params: {}, error: code, reason: `the request cannot be sent: ${message}` };
    default:
      return code.startsWith('HPE_') || code === 'HTTPParserError'
        ? invalidResponse(code, message, context)
        : { code: 'network.failed', params: place, error: code, reason: message };
  }
}

function tlsFailure(code: string, message: string, { url }: FailureContext): Failure {
  const reason = tlsReason(code, message);
  return { code: 'network.tls', params: { host: socketHost(url), code, reason }, error: code, reason };
}

function invalidResponse(error: string, reason: string, { url }: FailureContext): Failure {
  return { code: 'network.invalid-response', params: { host: url.host, reason }, error, reason };
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function sizeWords(bytes: number): string {
  const mebibyte = 1024 * 1024;
  return bytes < mebibyte ? `${bytes} bytes` : `${Math.round((bytes / mebibyte) * 10) / 10} MB`;
}

const phaseWords: Readonly<Record<Phase, string>> = {
  dns: 'while its name was looked up',
  connect: 'while connecting',
  tls: 'during the TLS handshake',
  send: 'while the request was sent',
  wait: 'before it answered',
  receive: 'while the response was received',
};

/** Trying several addresses fails with several errors; the one that says most about the server speaks for all. */
const telling = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

function deepest(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError) {
    const all = error.errors.map(deepest);
    const best = telling.map((code) => all.find((one) => one.code === code)).find((one) => one !== undefined);
    return best ?? all[0] ?? { code: 'unknown', message: error.message };
  }
  if (!(error instanceof Error)) return { code: 'unknown', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  // The HTTP library wraps what the system said; the system's own code is the more precise.
  if (code === 'UND_ERR_SOCKET' && error.cause instanceof Error) return deepest(error.cause);
  return { code, message: error.message };
}
