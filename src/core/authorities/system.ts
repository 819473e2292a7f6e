import * as tls from 'node:tls';

let read: readonly string[] | null | undefined;

/** The authorities this computer trusts, as PEM, read once; `null` where they cannot be read. */
export function systemAuthorities(): readonly string[] | null {
  if (read === undefined) read = readSystem();
  return read;
}

/** The store of macOS and Windows, and the files of OpenSSL elsewhere. */
function readSystem(): readonly string[] | null {
  try {
    return tls.getCACertificates('system');
  } catch {
    return null;
  }
}
