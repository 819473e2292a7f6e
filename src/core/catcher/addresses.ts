import { hostname, networkInterfaces } from 'node:os';
import type { CatcherSettings, CatcherUrls } from '../../protocol/models/lti/catcher.ts';

/** Where the catcher answers, below its base address. */
export const catcherPaths = {
  launch: '/launch',
  login: '/login',
  jwks: '/jwks',
  configuration: '/configuration.json',
} as const;

/** The address an LMS is given: without a slash at the end. */
export function baseUrl({ port, publicUrl }: Pick<CatcherSettings, 'port' | 'publicUrl'>): string {
  return publicUrl === null ? `http://localhost:${port}` : publicUrl.replace(/\/+$/, '');
}

export function catcherUrls(settings: Pick<CatcherSettings, 'port' | 'publicUrl'>): CatcherUrls {
  const base = baseUrl(settings);
  return {
    launch: `${base}${catcherPaths.launch}`,
    login: `${base}${catcherPaths.login}`,
    jwks: `${base}${catcherPaths.jwks}`,
    configuration: `${base}${catcherPaths.configuration}`,
  };
}

function ownAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return found.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address).toLowerCase());
}

/**
 * Whether a Host header names this machine, as the user knows it. A page elsewhere whose name was made to resolve to this
 * machine (DNS rebinding) comes with its own name and is refused; its Origin tells nothing, as a launch comes from the LMS's.
 */
export function isOwnHost(host: string | undefined, { port, reach, publicUrl }: CatcherSettings): boolean {
  const name = host?.toLowerCase();
  if (name === undefined) return false;
  if (publicUrl !== null && new URL(publicUrl).host === name) return true;
  const local = ['localhost', '127.0.0.1', '[::1]'];
  const names = reach === 'loopback' ? local : [...local, hostname().toLowerCase(), ...ownAddresses()];
  return names.some((own) => name === `${own}:${port}`);
}

/** The address a request was meant for: that the LMS was given, with the path and query that came. */
export function addressOf(target: string, host: string, { publicUrl }: CatcherSettings): string {
  if (publicUrl === null) return `http://${host.toLowerCase()}${target}`;
  return `${baseUrl({ port: 0, publicUrl })}${target}`;
}
