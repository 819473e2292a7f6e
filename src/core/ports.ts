import type { KeychainStatus, StageEvent, StageRecords } from '../protocol/host.ts';
import type { AcceptedCertificate } from '../protocol/models/certificate.ts';
import type { CookieObservation, Hop, LaunchMode, ThirdPartyCookies } from '../protocol/models/exchanges/exchange.ts';
import type { WithheldCookie } from '../protocol/models/exchanges/observation.ts';
import type { Pairs } from '../protocol/models/pairs.ts';
import type {
  ReceivedRequest,
  SandboxFault,
  SandboxFaults,
  SandboxOptions,
  SandboxServer,
  SandboxUrls,
  StoreAccess,
} from '../protocol/sandbox-control.ts';
import type { PlatformRegistration, SandboxTool } from '../protocol/sandbox-tool.ts';

/** Wall-clock time in epoch milliseconds. */
export interface Clock {
  now(): number;
}

/** Cryptographically strong random bytes. */
export interface Random {
  bytes(length: number): Uint8Array;
}

/** The nonces of the last 24 hours. */
export interface NonceLedger {
  /**
   * Takes `nonce` (a safe integer) at `atMs` (epoch milliseconds). `false`, and nothing is kept, when it was taken within the 24
   * hours before: draw another.
   */
  remember(nonce: number, atMs: number): boolean;
}

/** A line for the log file. `facts` never hold a secret or a body. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  error(message: string, cause: unknown, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

/** The OS keychain, reached through the host. The CLI has none: `status` says so and the rest refuses with `vault.keychain-unavailable`. */
export interface KeyProvider {
  status(): Promise<KeychainStatus>;
  wrap(key: Uint8Array): Promise<{ wrapped: Uint8Array; backend: string }>;
  /** `rewrapped`: the same key wrapped anew because the keychain asked for it; to be kept in place of `wrapped`. */
  unwrap(wrapped: Uint8Array): Promise<{ key: Uint8Array; rewrapped: Uint8Array | null }>;
}

/**
 * The embedded browser a launch is shown in. A host without a screen follows it with an HTTP client or refuses with
 * `launch.stage-unavailable`.
 */
export interface LaunchStage {
  /** Present where pages are only read: their scripts do not run, and the verdict says so. */
  readonly withoutScripts?: true;
  open(launch: {
    exchangeId: string;
    url: string;
    mode: LaunchMode;
    records: StageRecords;
    thirdPartyCookies: ThirdPartyCookies;
    acceptCertificate?: AcceptedCertificate | undefined;
    /** PEM certificates of authorities to believe besides those the browser does. */
    authorities?: readonly string[];
    /** Hosts that may have what the launch is signed with, redirects included; `null` for a page that is signed with nothing. */
    allowedHosts?: readonly string[] | null;
  }): Promise<void>;
  close(exchangeId: string): Promise<void>;
  /** Events of all open launches; the returned function ends the subscription. */
  onEvent(listener: (event: StageEvent) => void): () => void;
}

/** A request as it goes on the wire. `body` bytes are sent as they are. */
export type HttpRequest = {
  method: string;
  url: string;
  headers: Pairs;
  body: Uint8Array | null;
};

/** Cookies kept over several exchanges, as a browser keeps them over a visit. */
export interface CookieStore {
  /** The `Cookie` value of a request and the names in it; `own` is the caller's own header. `null` when there is nothing to send. */
  headerFor(
    url: URL,
    own: string | null,
  ): { value: string | null; names: string[] /** Had for the address, and not sent. */; withheld: WithheldCookie[] };
  /** Takes one `Set-Cookie` line and says what became of it. */
  receive(line: string, url: URL): CookieObservation;
}

/** `hosts` with their port where it is not the default; the rest as `node:tls` takes it. */
export type ClientCertificate = {
  hosts: readonly string[];
  tls: { cert?: string; key?: string; pfx?: Uint8Array; passphrase?: string };
};

export type HttpOptions = {
  /** The cookies of the visit it belongs to; a fresh jar without. */
  cookies?: CookieStore;
  signal?: AbortSignal;
  /** For the whole exchange, redirects included. */
  timeoutMs: number;
  /** Bytes of decoded body at which reading stops with `network.too-large`. */
  maxBodyBytes: number;
  maxRedirects: number;
  /** Shown in the TLS handshake with these hosts, and with no other. */
  clientCertificate?: ClientCertificate;
  /** Called when a hop begins and again when it ends, always with the whole hop so far. */
  onHop?(hop: Hop): void;
  onProgress?(receivedBytes: number, totalBytes: number | null): void;
  /**
   * Asked before a redirect is followed; `keepsBody` when it sends the body again. `false` ends the exchange with the redirect as its last hop; a list of header
   * names to leave out keeps credentials from hosts that may not have them.
   */
  allowRedirect?(from: URL, to: URL, keepsBody: boolean): boolean | { dropHeaders: readonly string[] };
};

/** Unmasked: hops as seen on the wire (without `body`), and the whole body of each response, decoded of its content encoding. */
export type HttpResult = {
  hops: Hop[];
  bodies: ReadonlyMap<number, Uint8Array>;
};

/** The HTTP client. Network failures reject with a `network.*` or `cancelled` problem that carries the hops so far. */
export interface Transport {
  exchange(request: HttpRequest, options: HttpOptions): Promise<HttpResult>;
}

/** The local counterparties, running beside core. A call after they have ended, or refused by them, rejects with `sandbox.failed`. */
export interface SandboxHost {
  start(options: SandboxOptions): Promise<SandboxUrls>;
  setFault(server: SandboxServer, fault: SandboxFault | null): Promise<SandboxFaults>;
  /** As they are now: a fault for one answer is gone after it. */
  faults(): Promise<SandboxFaults>;
  received(server: SandboxServer): Promise<ReceivedRequest[]>;
  /** What users of the library store get from their next launch on. */
  setStoreAccess(access: StoreAccess): Promise<void>;
  /** Lets a platform launch one of the tools by LTI 1.3, until the counterparties end. */
  registerPlatform(tool: SandboxTool, platform: PlatformRegistration): Promise<void>;
  stop(): Promise<void>;
  /** Called when the counterparties end without having been told to. */
  onUnexpectedEnd(listener: () => void): void;
}
