import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

const loopback: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** `localhost` and every name below it mean this machine, whatever the resolver says (RFC 6761 §6.3, as browsers do). */
export function isLocalhostName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}

/**
 * A resolver for `net.connect`: the operating system's, except for localhost names.
 * `resolved` is called before the addresses are handed on, so that the caller can time name resolution.
 */
export function createLookup(resolved: () => void): LookupFunction {
  return (host, options, callback) => {
    if (!isLocalhostName(host)) {
      systemLookup(host, options, (error, address, family) => {
        resolved();
        callback(error, address, family);
      });
      return;
    }
    const wanted = loopback.filter(({ family }) => !options.family || options.family === family);
    const [first] = wanted;
    queueMicrotask(() => {
      resolved();
      if (options.all) callback(null, wanted);
      else callback(null, first?.address ?? '127.0.0.1', first?.family ?? 4);
    });
  };
}
