import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Misbehaviour } from '../../src/protocol/misbehaving/catalogue.ts';
import type { Probe, ProbeAttempt } from '../../src/protocol/models/exchanges/probe.ts';
import { LaunchBench, type Launching } from './failures/launching.ts';

let bench: LaunchBench;
beforeAll(async () => {
  bench = new LaunchBench();
  await bench.begin();
});
afterAll(() => bench.remove());

let probes = 0;
async function ask(exchangeId: string, more: { maxAttempts?: number; internalHosts?: string[] } = {}): Promise<Probe> {
  probes += 1;
  return bench.call('diagnosis.probe', { exchangeId, id: `probe ${probes}`, consent: true, ...more });
}

type Asked = Launching & { internalHosts?: string[]; maxAttempts?: number };

async function probed(
  id: Misbehaviour['id'],
  { internalHosts, maxAttempts, ...launching }: Asked = {},
): Promise<Probe> {
  const { exchange } = await bench.launch(id, launching);
  return ask(exchange.id, { ...(internalHosts && { internalHosts }), ...(maxAttempts && { maxAttempts }) });
}

const brief = ({ role, result }: ProbeAttempt) => `${role} ${result}`;

/** Of the rows a sender can be told: what the tool does wrong, what the probe has to name, and who has to act. */
const named: [id: Misbehaviour['id'], cause: string, owner: string, asked?: Asked][] = [
  ['scheme-forced', 'url-scheme', 'network'],
  ['host-rewritten', 'url-host', 'network', { internalHosts: ['tool.internal:8080'] }],
  ['port-dropped', 'url-port', 'network'],
  ['query-dropped', 'query-dropped', 'tool-vendor', { fields: { course: '12' } }],
  ['query-counted-twice', 'query-copied-to-body', 'tool-vendor', { fields: { course: '12' } }],
  ['query-decoded-twice', 'double-encoded', 'tool-vendor', { fields: { course: 'https://books.example/?q=100%25' } }],
  ['latin-1', 'charset-latin1', 'tool-vendor'],
  ['crlf-to-lf', 'newline-normalised', 'tool-vendor'],
  ['secret-not-encoded', 'secret-not-encoded', 'tool-vendor'],
  ['secret-with-blank', 'secret-whitespace', 'tool-vendor'],
  ['secret-with-zero-width', 'secret-whitespace', 'tool-vendor', { maxAttempts: 60 }],
  ['slash-added', 'url-trailing-slash', 'tool-vendor'],
  ['sort-joined', 'sort-order', 'tool-vendor'],
  ['sort-before-encoding', 'sort-order', 'tool-vendor'],
];

test.each(named)('%s: the tool accepts what names %s', async (id, cause, owner, asked) => {
  const probe = await probed(id, asked);
  expect(probe.outcome).toBe('cause-found');
  expect(probe.finding).toMatchObject({ cause, owner, side: 'receiver' });
  expect(probe.attempts.slice(0, 2).map(brief)).toEqual(['control refused', 'wrong refused']);
  expect(probe.attempts.slice(-3).map(brief)).toEqual([
    'hypothesis accepted',
    'confirmation accepted',
    'wrong refused',
  ]);
  expect(probe.attempts.length).toBeLessThanOrEqual(asked?.maxAttempts ?? 24);
});

test('signature-plus-to-space: a signature without “+” is accepted', async () => {
  for (;;) {
    const { exchange } = await bench.launch('signature-plus-to-space');
    if (exchange.status === 200) continue;
    const probe = await ask(exchange.id);
    expect(probe.finding).toMatchObject({ cause: 'signature-space-for-plus', owner: 'tool-vendor' });
    return;
  }
});

test('what is refused for another reason than its signature has no cause', async () => {
  const probe = await probed('parameter-demanded');
  expect(probe).toMatchObject({ outcome: 'refuses-otherwise', finding: null });
  expect(probe.attempts).toHaveLength(2);
});
