import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openConnection } from './connection.ts';
import { PhaseTimer } from './phases.ts';
import {
  type CertificateName,
  get,
  serve,
  serveRaw,
  serveTls,
  testAuthority,
  testBench,
  text,
} from './test-servers.ts';

const { exchange, failureOf, started } = testBench();

describe('TLS', () => {
  const ok: RequestListener = (_request, response) => response.end('ok');

  it('is described', async () => {
    const port = await started(serveTls('server', ok));
    const { hops } = await exchange(get(`https://localhost:${port}/`));
    expect(hops[0]?.tls).toMatchObject({
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/),
      subject: expect.stringContaining('CN=localhost'),
      issuer: expect.stringContaining('CN=Countersign test-only authority'),
      validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(hops[0]?.timing?.tls).toBeGreaterThan(0);
  });

  it('accepts a certificate for an address', async () => {
    const port = await started(serveTls('server', ok));
    const { bodies } = await exchange(get(`https://127.0.0.1:${port}/`));
    expect(text(bodies.get(0))).toBe('ok');
  });

  it.each<[CertificateName, string, string, string[]]>([
    ['expired', 'CERT_HAS_EXPIRED', 'expired', [testAuthority]],
    ['other', 'ERR_TLS_CERT_ALTNAME_INVALID', 'another host', [testAuthority]],
    ['server', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'intermediate', []],
  ])('refuses the certificate "%s" with %s, sends nothing and shows it', async (name, code, words, authorities) => {
    let requests = 0;
    const port = await started(
      serveTls(name, (_request, response) => {
        requests += 1;
        response.end();
      }),
    );
    const error = await failureOf(get(`https://localhost:${port}/`), {}, authorities);
    expect(error.problem).toMatchObject({ code: 'network.tls', params: { host: 'localhost', code } });
    expect(error.problem.params.reason).toContain(words);
    expect(error.hops[0]?.tls?.issuer).toContain('Countersign test-only authority');
    expect(error.hops[0]?.failure?.error).toBe(code);
    expect(requests).toBe(0);
  });

  it('says so when the other side speaks plain HTTP', async () => {
    const port = await started(serveRaw('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const error = await failureOf(get(`https://localhost:${port}/`));
    expect(error.problem.code).toBe('network.tls');
    expect(error.problem.params.reason).toContain('does not speak TLS');
  });
});

describe('a server on this machine', () => {
  it('is reached although this process was busy while the connection was made', async () => {
    const port = await started(serve((_request, response) => response.end('ok')));
    const phases = new PhaseTimer();
    const begin = phases.begin.bind(phases);
    phases.begin = (phase) => {
      begin(phase);
      // Longer than Node gives an attempt by itself; its timers are looked at before what has come meanwhile.
      if (phase === 'connect') queueMicrotask(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400));
    };
    const addresses: (string | null)[] = [];
    const socket = await openConnection(new URL(`http://platform.localhost:${port}/`), {
      phases,
      signal: new AbortController().signal,
      trusted: null,
      onConnected: (address) => addresses.push(address),
      onTls: () => {},
    });
    socket.destroy();
    expect(addresses).toEqual([`127.0.0.1:${port}`]);
  });
});
