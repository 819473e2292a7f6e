import { describe, expect, it } from 'vitest';
import type { SentCertificate } from '../../src/main/launch-view/certificate.ts';
import {
  certificateProblem,
  certificateReason,
  type VerifyingSession,
  watchCertificates,
} from '../../src/main/launch-view/certificates.ts';
import { blankHop } from '../../src/protocol/models/exchanges/blank-hop.ts';
import { makeCertificates } from '../../src/sandbox/misbehaving-tool/tls/certificates.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const { authority, identities } = await makeCertificates(now);
const unknown = 'net::ERR_CERT_AUTHORITY_INVALID';

function sent(chain: string): SentCertificate {
  const [leaf = '', issuer] = chain.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return { data: leaf, issuerCert: issuer === undefined ? undefined : { data: issuer } };
}

describe('certificateProblem', () => {
  it.each([
    ['valid', ['unknown-authority']],
    ['expired', ['unknown-authority', 'expired']],
    ['wrong-name', ['unknown-authority', 'wrong-name']],
    ['self-signed', ['self-signed']],
    ['chain-incomplete', ['chain-incomplete']],
  ] as const)('finds all that is wrong with the certificate %s of the misbehaving tool', (name, reasons) => {
    const problem = certificateProblem('127.0.0.1', sent(identities[name].cert), unknown, now);
    expect(problem?.reasons).toEqual(reasons);
    expect(problem?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('does not blame an authority Chromium trusts', () => {
    const expired = sent(identities.expired.cert);
    expect(certificateProblem('localhost', expired, 'net::ERR_CERT_DATE_INVALID', now)?.reasons).toEqual(['expired']);
  });

  it('says in words what it is for and what to do', () => {
    const problem = certificateProblem('127.0.0.1', sent(identities['wrong-name'].cert), unknown, now);
    expect(problem && certificateReason(problem)).toContain('It is for tool.example, not for 127.0.0.1');
  });

  it('has nothing to say of what is no certificate', () => {
    expect(certificateProblem('localhost', { data: 'none' }, unknown, now)).toBeNull();
  });
});

describe('private authorities', () => {
  const ask = (
    identity: keyof typeof identities,
    host = '127.0.0.1',
    error = unknown,
    at = now,
    trusted = [authority],
  ) => {
    const given: number[] = [];
    const session: VerifyingSession = {
      setCertificateVerifyProc: (verify) =>
        verify({ hostname: host, certificate: sent(identities[identity].cert), verificationResult: error }, (result) =>
          given.push(result),
        ),
    };
    watchCertificates(session, () => at, { authorities: trusted });
    return given;
  };

  it('are believed for a whole chain in the name of the host', () => {
    expect(ask('valid')).toEqual([0]);
    expect(ask('valid', 'localhost')).toEqual([0]);
  });

  it.each([
    ['for another name', 'wrong-name', '127.0.0.1', unknown, now],
    ['that has expired', 'expired', '127.0.0.1', unknown, now],
    ['whose chain leads nowhere', 'chain-incomplete', '127.0.0.1', unknown, now],
    ['signed by itself', 'self-signed', '127.0.0.1', unknown, now],
    ['refused for more than its authority', 'valid', '127.0.0.1', 'net::ERR_CERT_REVOKED', now],
    ['whose authority has expired', 'valid', '127.0.0.1', unknown, now + 400 * 24 * 3600 * 1000],
  ] as const)('are not believed for a certificate %s', (_what, identity, host, error, at) => {
    expect(ask(identity, host, error, at)).toEqual([-3]);
  });

  it('of somebody else with the same name are not believed', async () => {
    const { authority: other } = await makeCertificates(now);
    expect(ask('valid', '127.0.0.1', unknown, now, [other])).toEqual([-3]);
    expect(ask('valid', '127.0.0.1', unknown, now, [])).toEqual([-3]);
  });
});

describe('watchCertificates', () => {
  const failed = blankHop({
    index: 0,
    frame: 'top',
    method: 'POST',
    url: 'https://127.0.0.1:8443/launch',
    failure: { error: unknown, reason: 'not trusted' },
  });
  const answers: number[] = [];
  const withCertificate = watchCertificates(
    {
      setCertificateVerifyProc: (verify) => {
        const certificate = sent(identities.expired.cert);
        const answer = (result: number) => answers.push(result);
        verify({ hostname: '127.0.0.1', certificate, verificationResult: unknown }, answer);
        verify({ hostname: 'fine.example', certificate, verificationResult: 'net::OK' }, answer);
      },
    },
    () => now,
  );

  it('leaves every decision to Chromium', () => {
    expect(answers).toEqual([-3, -3]);
  });

  it('takes the one certificate a person accepted, from its host alone', () => {
    const given: number[] = [];
    const certificate = sent(identities.expired.cert);
    const fingerprint = certificateProblem('127.0.0.1', certificate, unknown, now)?.fingerprint ?? '';
    const session = {
      setCertificateVerifyProc: (verify: Parameters<VerifyingSession['setCertificateVerifyProc']>[0]) => {
        const ask = (hostname: string, shown: SentCertificate) =>
          verify({ hostname, certificate: shown, verificationResult: unknown }, (result) => given.push(result));
        ask('127.0.0.1', certificate);
        ask('localhost', certificate);
        ask('127.0.0.1', sent(identities['self-signed'].cert));
      },
    };
    watchCertificates(session, () => now, { accepted: { host: '127.0.0.1', fingerprint, reasons: ['expired'] } });
    expect(given).toEqual([0, -3, -3]);
  });

  it('tells the hop that failed for its certificate, and no other', () => {
    expect(withCertificate(failed)).toMatchObject({
      certificate: { host: '127.0.0.1', reasons: ['unknown-authority', 'expired'] },
      failure: { error: unknown, reason: expect.stringContaining('It has expired on 2026-02-28: renew it.') },
    });
    const elsewhere = { ...failed, url: 'https://fine.example/' };
    expect(withCertificate(elsewhere)).toBe(elsewhere);
    const refused = { ...failed, failure: { error: 'net::ERR_CONNECTION_REFUSED', reason: 'refused' } };
    expect(withCertificate(refused)).toBe(refused);
  });
});
