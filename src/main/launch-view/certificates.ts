import type { X509Certificate } from 'node:crypto';
import type { AcceptedCertificate, CertificateProblem } from '../../protocol/models/certificate.ts';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { parseUrl } from '../url.ts';
import { isFor, readCertificate, type SentCertificate } from './certificate.ts';
import { isVouchedFor } from './private-authorities.ts';

/** What of a session is needed to see the certificates of its servers. */
export type VerifyingSession = {
  setCertificateVerifyProc(
    verify: (
      request: { hostname: string; certificate: SentCertificate; verificationResult: string },
      answer: (result: number) => void,
    ) => void,
  ): void;
};

/** What is believed that Chromium does not believe. */
export type Believed = { accepted?: AcceptedCertificate | undefined; authorities?: readonly string[] | undefined };

/** Electron's code for a certificate that is taken, whatever Chromium says. */
const taken = 0;
/** Electron's code for "as Chromium judges". */
const asJudged = -3;

/**
 * Remembers why certificates are refused; answers the hop with it, where a hop failed for that. `accepted` is the one certificate a
 * person takes for this session, from its host alone; `authorities` (PEM) are believed besides those Chromium believes.
 */
export function watchCertificates(
  session: VerifyingSession,
  now: () => number,
  { accepted, authorities: pems = [] }: Believed = {},
): (hop: Hop) => Hop {
  const problems = new Map<string, CertificateProblem>();
  const authorities = pems.flatMap((pem) => readCertificate(pem) ?? []);
  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
    if (isVouchedFor({ host: hostname, sent: certificate, error: verificationResult }, authorities, now())) {
      answer(taken);
      return;
    }
    if (!/(^|::)OK$/.test(verificationResult)) {
      const problem = certificateProblem(hostname, certificate, verificationResult, now());
      if (problem !== null) problems.set(hostname, problem);
    }
    answer(isAccepted(hostname, certificate, accepted) ? taken : asJudged);
  });
  return (hop) => {
    if (hop.failure === null || !/^net::ERR_CERT_/.test(hop.failure.error)) return hop;
    const problem = problems.get(hostOf(hop.url));
    if (problem === undefined) return hop;
    return { ...hop, certificate: problem, failure: { ...hop.failure, reason: certificateReason(problem) } };
  };
}

/**
 * What is wrong with a certificate Chromium refuses with `error`. Chromium names one error, which hides the others: name and dates
 * are looked at besides.
 * `null` for a certificate that cannot be read.
 */
export function certificateProblem(
  host: string,
  sent: SentCertificate,
  error: string,
  now: number,
): CertificateProblem | null {
  const certificate = readCertificate(sent.data);
  if (certificate === null) return null;
  const found = [
    ...(/AUTHORITY_INVALID/.test(error) ? trustReasons(certificate, sent) : []),
    ...(isFor(certificate, host) ? [] : ['wrong-name' as const]),
    ...(Date.parse(certificate.validTo) < now ? ['expired' as const] : []),
    ...(Date.parse(certificate.validFrom) > now ? ['not-yet-valid' as const] : []),
  ];
  return {
    host,
    reasons: found.length === 0 ? ['other'] : found,
    fingerprint: certificate.fingerprint256,
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
  };
}

const sentences: Readonly<Record<CertificateProblem['reasons'][number], (problem: CertificateProblem) => string>> = {
  'self-signed': () => 'It is signed by itself, so nobody vouches for it: get one from an authority browsers trust.',
  'unknown-authority': ({ issuer }) =>
    `Its authority (${issuer}) is not one this machine trusts: get one from an authority browsers trust, or have the authority installed on the machines that launch.`,
  'chain-incomplete': ({ issuer }) =>
    `The server sent it without the certificate of its issuer (${issuer}): let the server send the whole chain.`,
  'wrong-name': ({ host, names }) =>
    `It is for ${names.length === 0 ? 'no host at all' : names.join(', ')}, not for ${host}: launch under a name it has, or get one for this name.`,
  expired: ({ validTo }) => `It has expired on ${validTo.slice(0, 10)}: renew it.`,
  'not-yet-valid': ({ validFrom }) =>
    `It is valid from ${validFrom.slice(0, 10)} on: check the clock of this machine, or wait.`,
  other: () => 'The browser does not accept it.',
};

function isAccepted(host: string, { data }: SentCertificate, accepted: AcceptedCertificate | undefined): boolean {
  return accepted?.host === host && readCertificate(data)?.fingerprint256 === accepted.fingerprint;
}

/** Why a certificate is refused, in words, with what to do about each. */
export function certificateReason(problem: CertificateProblem): string {
  const all = problem.reasons.map((reason) => sentences[reason](problem));
  return `The certificate of ${problem.host} is not accepted. ${all.join(' ')}`;
}

/** Why nobody Chromium trusts vouches for a certificate. */
function trustReasons(certificate: X509Certificate, { issuerCert }: SentCertificate): CertificateProblem['reasons'] {
  if (certificate.subject === certificate.issuer) return ['self-signed'];
  const issuer = issuerCert === undefined ? null : readCertificate(issuerCert.data);
  if (issuer?.subject !== certificate.issuer) return ['chain-incomplete'];
  return ['unknown-authority'];
}

function namesOf({ subjectAltName }: X509Certificate): string[] {
  return (subjectAltName ?? '')
    .split(', ')
    .flatMap((entry) => /^(?:DNS|IP Address):"?([^"]+)"?$/.exec(entry)?.[1] ?? []);
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}

function hostOf(url: string): string {
  return parseUrl(url)?.hostname ?? '';
}
