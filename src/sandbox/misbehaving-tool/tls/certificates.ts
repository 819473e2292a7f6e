import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { TlsCertificate } from '../../../protocol/misbehaving/catalogue.ts';
import type { TlsIdentity } from '../../http/server.ts';

/** What the https servers show, and the authority to trust (PEM). */
export interface Certificates {
  readonly authority: string;
  readonly identities: Readonly<Record<TlsCertificate, TlsIdentity>>;
}

interface Holder {
  readonly name: string;
  readonly keys: CryptoKeyPair;
}

/** Who signs, from when to when, and for which hosts; a certificate for no host is an authority's. */
interface Wish {
  readonly subject: Holder;
  readonly issuer: Holder;
  readonly days: readonly [from: number, to: number];
  readonly hosts?: readonly string[];
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 60 * 60 * 1000;
const usual = [-1, 90] as const;
const here = ['127.0.0.1', 'localhost'] as const;

/** Makes an authority with one intermediate, and a certificate of each kind. `now` in milliseconds since the epoch: the clock that clients judge by. */
export async function makeCertificates(now: number): Promise<Certificates> {
  cryptoProvider.set(webcrypto);
  const root = await holder('Misbehaving tool root');
  const middle = await holder('Misbehaving tool intermediate');
  const server = await holder('Misbehaving tool');
  const issue = (wish: Wish) => certificate(wish, now);
  const fromMiddle = (days: Wish['days'], hosts: readonly string[]) =>
    issue({ subject: server, issuer: middle, days, hosts });

  const authority = await issue({ subject: root, issuer: root, days: usual });
  const intermediate = await issue({ subject: middle, issuer: root, days: usual });
  const valid = await fromMiddle(usual, here);
  const key = await privateKeyPem(server.keys);
  const identity = (...chain: readonly X509Certificate[]): TlsIdentity => ({
    key,
    cert: chain.map((each) => each.toString('pem')).join('\n'),
  });
  return {
    authority: authority.toString('pem'),
    identities: {
      valid: identity(valid, intermediate),
      expired: identity(await fromMiddle([-30, -1], here), intermediate),
      'wrong-name': identity(await fromMiddle(usual, ['tool.example']), intermediate),
      'self-signed': identity(await issue({ subject: server, issuer: server, days: usual, hosts: here })),
      'chain-incomplete': identity(valid),
    },
  };
}

async function holder(name: string): Promise<Holder> {
  return { name: `CN=${name}`, keys: await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) };
}

function certificate({ subject, issuer, days, hosts }: Wish, now: number): Promise<X509Certificate> {
  const isAuthority = hosts === undefined;
  return X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex'),
    subject: subject.name,
    issuer: issuer.name,
    notBefore: new Date(now + days[0] * dayMs),
    notAfter: new Date(now + days[1] * dayMs),
    publicKey: subject.keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      new KeyUsagesExtension(isAuthority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature, true),
      ...(isAuthority ? [] : [new SubjectAlternativeNameExtension(hosts.map(nameOf))]),
    ],
  });
}

function nameOf(host: string): { type: 'ip' | 'dns'; value: string } {
  return { type: /^[\d.]+$/.test(host) ? 'ip' : 'dns', value: host };
}

async function privateKeyPem({ privateKey }: CryptoKeyPair): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
}
