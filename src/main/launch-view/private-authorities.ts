import type { X509Certificate } from 'node:crypto';
import { isFor, readCertificate, type SentCertificate } from './certificate.ts';

/** Longest chain that is followed, the server's own certificate included. */
const longestChain = 10;
/** Extended key usage of servers (RFC 5280 §4.2.1.12). */
const forServers = '1.3.6.1.5.5.7.3.1';
/** DER of the name constraints' object identifier, 2.5.29.30 (RFC 5280 §4.2.1.10). */
const nameConstraints = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1e]);

export type Refused = { host: string; sent: SentCertificate; error: string };

/**
 * Whether a certificate Chromium refuses for nothing but its authority leads to one of `authorities`. Chromium names one error, so all
 * else it would look at is looked at here: name, dates, purpose, and every signature of the chain (RFC 5280 §6.1).
 * Authorities limited to certain names are not followed, because those limits cannot be judged here.
 */
export function isVouchedFor(
  { host, sent, error }: Refused,
  authorities: readonly X509Certificate[],
  now: number,
): boolean {
  if (authorities.length === 0 || !/AUTHORITY_INVALID$/.test(error)) return false;
  const [leaf, ...issuers] = chainOf(sent);
  if (leaf === undefined || !isFor(leaf, host) || !isForServers(leaf)) return false;
  return leadsTo(leaf, issuers, authorities, now);
}

function leadsTo(
  certificate: X509Certificate,
  issuers: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  now: number,
): boolean {
  if (!isCurrent(certificate, now)) return false;
  const authority = authorities.find((one) => mayIssue(one) && isCurrent(one, now) && issued(one, certificate));
  if (authority !== undefined) return true;
  const [next, ...rest] = issuers;
  if (next === undefined || !mayIssue(next) || !issued(next, certificate)) return false;
  return leadsTo(next, rest, authorities, now);
}

function chainOf(sent: SentCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (
    let at: SentCertificate | undefined = sent;
    at !== undefined && chain.length < longestChain;
    at = at.issuerCert
  ) {
    const certificate = readCertificate(at.data);
    if (certificate === null) return [];
    chain.push(certificate);
  }
  return chain;
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function mayIssue(certificate: X509Certificate): boolean {
  return certificate.ca && !certificate.raw.includes(nameConstraints);
}

function isCurrent({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}

/** Node calls the extended key usage `keyUsage`; a certificate without one may be anything's. */
function isForServers({ keyUsage }: X509Certificate): boolean {
  return keyUsage === undefined || keyUsage.length === 0 || keyUsage.includes(forServers);
}
