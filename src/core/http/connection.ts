import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type SecureContextOptions, type TLSSocket } from 'node:tls';
import type { Tls } from '../../protocol/models/exchanges/exchange.ts';
import type { ClientCertificate } from '../ports.ts';
import { createLookup, isLocalhostName } from './host-names.ts';
import type { PhaseTimer } from './phases.ts';

/** The server's certificate does not prove who it is. `code` is OpenSSL's or Node's name for the reason. */
export class CertificateError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CertificateError';
    this.code = code;
  }
}

export type ConnectionOptions = {
  phases: PhaseTimer;
  signal: AbortSignal;
  /** PEM certificates trusted instead of the built-in ones; `null` for the built-in ones. */
  trusted: readonly string[] | null;
  /** Shown to the server if it asks for one. */
  clientCertificate?: ClientCertificate['tls'] | undefined;
  onConnected(remoteAddress: string | null): void;
  onTls(tls: Tls): void;
};

/**
 * Opens a fresh connection, so that every phase of a hop really happens and can be timed.
 * IPv4 and IPv6 addresses are tried in turn (RFC 8305). Rejects with the system's error, a {@link CertificateError},
 * or an `AbortError` when `signal` fires; nothing stays open then.
 */
export async function openConnection(url: URL, options: ConnectionOptions): Promise<Socket> {
  const tcp = await openTcp(url, options);
  return url.protocol === 'https:' ? await secure(tcp, url, options) : tcp;
}

/** The host of a URL as sockets want it: IPv6 literals without brackets. */
export function socketHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** The port a URL means. */
export function socketPort(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/**
 * Milliseconds until the next address is tried. RFC 8305 §5 goes on with the attempts before; Node gives them up, so that its
 * 250 ms would make a distant server, or any while this process is busy, look as if it were not there. What is on this machine
 * answers or refuses at once.
 */
function attemptMs(host: string): number {
  return isLocalhostName(host) ? 30_000 : 2_000;
}

async function openTcp(url: URL, { phases, signal, onConnected }: ConnectionOptions): Promise<Socket> {
  const host = socketHost(url);
  phases.begin(isIP(host) === 0 ? 'dns' : 'connect');
  const socket = connectTcp({
    host,
    port: socketPort(url),
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: attemptMs(host),
    lookup: createLookup(() => phases.begin('connect')),
  });
  await established(socket, 'connect', signal);
  onConnected(remoteAddress(socket));
  return socket;
}

async function secure(tcp: Socket, url: URL, options: ConnectionOptions): Promise<TLSSocket> {
  options.phases.begin('tls');
  const host = socketHost(url);
  const socket = connectTls({
    socket: tcp,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    // HTTP/2 would lose the order and case of headers, which is part of what is tested here.
    ALPNProtocols: ['http/1.1'],
    // The handshake may finish so that a bad certificate can be shown; the check right below refuses it before a byte is sent.
    rejectUnauthorized: false,
    ...(options.trusted === null ? {} : { ca: [...options.trusted] }),
    ...secretsOfClient(options.clientCertificate),
  });
  await established(socket, 'secureConnect', options.signal);
  options.onTls(describeTls(socket));
  if (socket.authorized !== true) {
    socket.destroy();
    throw certificateError(socket.authorizationError);
  }
  return socket;
}

function secretsOfClient(certificate: ConnectionOptions['clientCertificate']): SecureContextOptions {
  if (certificate === undefined) return {};
  const { pfx, ...others } = certificate;
  return pfx === undefined ? others : { ...others, pfx: Buffer.from(pfx) };
}

async function established(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  // A socket that was given up may still report an error, which would otherwise end the process.
  socket.on('error', () => {});
  try {
    await once(socket, event, { signal });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function certificateError(reason: unknown): CertificateError {
  if (reason instanceof Error) {
    const code = 'code' in reason && typeof reason.code === 'string' ? reason.code : 'CERT_REJECTED';
    return new CertificateError(code, reason.message);
  }
  return new CertificateError(typeof reason === 'string' ? reason : 'CERT_REJECTED', '');
}

function remoteAddress(socket: Socket): string | null {
  const { remoteAddress: address, remotePort: port, remoteFamily: family } = socket;
  if (address === undefined) return null;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

function describeTls(socket: TLSSocket): Tls {
  const certificate = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher()?.standardName ?? socket.getCipher()?.name ?? null,
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
  };
}

function distinguishedName(name: PeerCertificate['subject'] | undefined): string | null {
  if (name === undefined) return null;
  const parts = Object.entries(name).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => `${key}=${item}`),
  );
  return parts.length === 0 ? null : parts.join(', ');
}

function isoDate(text: string | undefined): string | null {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
