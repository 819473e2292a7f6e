import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstAdvantageSetup } from '../../../protocol/models/advantage/launch.ts';
import { exchangeOutcomeSchema, type OutcomeFilter } from '../../../protocol/models/exchanges/exchange.ts';
import { openDatabase } from '../../adapters/node/open-database.ts';
import { openTestStorage, recordingLog, someDraft, someExchange, temporaryFolder, testTime } from '../test-support.ts';
import { summaryOf } from './exchanges.ts';

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('the history', () => {
  it('gives back what was stored', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    const exchange = someExchange({ url: 'https://exams.example/ü?q=\u2028' });
    storage.exchanges.insert(exchange, '');
    storage.close();
    const { exchanges } = await openTestStorage(folder);
    expect(exchanges.get('exchange-1')).toEqual(exchange);
    expect(exchanges.list({ limit: 10 })).toEqual({ rows: [summaryOf(exchange)], total: 1 });
    expect(exchanges.get('nobody')).toBeUndefined();
  });

  it('pages newest first without gaps or repeats, also among equal times', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    for (let n = 0; n < 10; n += 1) {
      exchanges.insert(someExchange({ id: `e${n}`, startedAt: testTime + Math.floor(n / 3) }), '');
    }
    const seen: string[] = [];
    let after: { startedAt: number; id: string } | null = null;
    for (;;) {
      const { rows, total } = exchanges.list({ after, limit: 4 });
      expect(total).toBe(10);
      seen.push(...idsOf(rows));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = { startedAt: last.startedAt, id: last.id };
    }
    expect(seen).toEqual(['e9', 'e8', 'e7', 'e6', 'e5', 'e4', 'e3', 'e2', 'e1', 'e0']);
  });

  it('searches what it is told to, narrows by connection, and follows changes', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    exchanges.insert(someExchange({ id: 'a' }), 'Création refused: start_time missing');
    exchanges.insert(someExchange({ id: 'b', connectionId: 'connection-2' }), 'created tool_providers/41');
    const search = (text: string, connectionId: string | null = null) =>
      idsOf(exchanges.list({ search: text, connectionId, limit: 10 }).rows);

    expect(search('crea')).toEqual(['b', 'a']);
    expect(search('CREATION')).toEqual(['a']);
    expect(search('start_time refused')).toEqual(['a']);
    expect(search('providers/41')).toEqual(['b']);
    expect(search('crea', 'connection-2')).toEqual(['b']);
    expect(search('nowhere')).toEqual([]);

    exchanges.update(someExchange({ id: 'a' }), 'all is well');
    expect(search('start_time')).toEqual([]);
    exchanges.update(someExchange({ id: 'a', headline: 'other' }));
    expect(search('well')).toEqual(['a']);
    expect(exchanges.get('a')?.headline).toBe('other');
    exchanges.delete(['a']);
    expect(search('well')).toEqual([]);
  });

  it('narrows by outcome: the verdict of what finished, the state of what did not', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    const kinds: Parameters<typeof someExchange>[0][] = [
      { id: 'conforms' },
      { id: 'refused', status: 422 },
      { id: 'deviates', verdict: 'deviates', status: 403 },
      { id: 'undocumented', verdict: 'undocumented' },
      { id: 'failed', state: 'failed', verdict: null, status: null },
      { id: 'interrupted', state: 'interrupted', verdict: 'conforms' },
      { id: 'cancelled', state: 'cancelled', verdict: null },
      { id: 'running', state: 'running', verdict: null },
    ];
    for (const kind of kinds) exchanges.insert(someExchange(kind), '');
    const found = (outcome: OutcomeFilter) => {
      const { rows, total } = exchanges.list({ outcome, limit: 10 });
      expect(total).toBe(rows.length);
      return idsOf(rows).sort();
    };
    for (const outcome of exchangeOutcomeSchema.options) expect(found(outcome)).toEqual([outcome]);
    expect(found('attention')).toEqual(['deviates', 'failed', 'interrupted', 'undocumented']);
    expect(found('all')).toHaveLength(kinds.length);
    expect(exchanges.list({ outcome: 'attention', limit: 1 })).toMatchObject({ total: 4, rows: [{}] });
  });

  it('says when the exchange to change has been deleted, and does not bring it back', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    exchanges.insert(someExchange(), 'text');
    expect(exchanges.delete(['exchange-1', 'nobody'])).toBe(1);
    expect(exchanges.update(someExchange(), 'text')).toBe(false);
    expect(exchanges.list({ search: 'text', limit: 10 }).total).toBe(0);
  });

  it('marks what was cut off', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    exchanges.insert(someExchange({ id: 'done' }), '');
    exchanges.insert(someExchange({ id: 'cut', state: 'running', finishedAt: null, verdict: null }), '');
    expect(exchanges.markInterrupted(testTime + 9, 'Cut off by the end of the app.')).toBe(1);
    const expected = { state: 'interrupted', finishedAt: testTime + 9, headline: 'Cut off by the end of the app.' };
    expect(exchanges.get('cut')).toMatchObject(expected);
    expect(exchanges.list({ limit: 10 }).rows.find(({ id }) => id === 'cut')).toMatchObject(expected);
    expect(exchanges.get('done')?.state).toBe('finished');
    expect(exchanges.markInterrupted(1, 'again')).toBe(0);
  });

  it('passes over rows it cannot read, with a line in the log that gives nothing away', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    for (const id of ['good', 'shapeless', 'garbled']) storage.exchanges.insert(someExchange({ id }), '');
    storage.close();
    const connection = openDatabase(join(folder, 'countersign.db'));
    connection.exec(
      `UPDATE exchanges SET summary = '{"id":"hush"}', exchange = '{"id":"hush"}' WHERE id = 'shapeless'`,
    );
    connection.exec(`UPDATE exchanges SET summary = 'hush', exchange = 'hush', state = 'running' WHERE id = 'garbled'`);
    connection.close();

    const log = recordingLog();
    const { exchanges } = await openTestStorage(folder, { log });
    expect(idsOf(exchanges.list({ limit: 10 }).rows)).toEqual(['good']);
    expect(exchanges.get('shapeless')).toBeUndefined();
    expect(exchanges.markInterrupted(1, '')).toBe(0);
    expect(log.lines).toHaveLength(3);
    expect(log.lines.join()).toContain('"table":"exchanges","id":"garbled"');
    expect(log.lines.join()).not.toContain('hush');
    expect(idsOf(exchanges.list({ outcome: 'conforms', limit: 10 }).rows)).toEqual(['good']);
  });
});

describe('the last verdict of a connection', () => {
  it('is that of its last finished exchange', async () => {
    const { connections, exchanges } = await openTestStorage(temporaryFolder());
    connections.insert('connection-1', someDraft(), 1);
    const verdict = () => connections.get('connection-1')?.lastVerdict;
    const add = (id: string, changes: Parameters<typeof someExchange>[0]) =>
      exchanges.insert(someExchange({ id, ...changes }), '');

    expect(verdict()).toBeNull();
    add('1', { startedAt: testTime, verdict: 'conforms' });
    expect(verdict()).toBe('conforms');
    add('2', { startedAt: testTime + 1, verdict: 'deviates' });
    add('3', { startedAt: testTime + 2, state: 'cancelled', verdict: null });
    expect(verdict()).toBe('deviates');
    add('4', { startedAt: testTime + 3, state: 'failed', verdict: null });
    expect(verdict()).toBe('failed');
    expect(connections.list()[0]?.lastExchangeAt).toBe(testTime + 3);
    add('5', { startedAt: testTime + 4, connectionId: 'another', verdict: 'conforms' });
    expect(verdict()).toBe('failed');
    const wrong = { ...firstAdvantageSetup, wrong: 'alg-none' as const };
    add('6', { startedAt: testTime + 5, verdict: 'deviates', advantage: wrong });
    expect(verdict()).toBe('failed');
    expect(exchanges.list({ limit: 10 }).rows.map(({ id, wrong: what }) => [id, what])).toContainEqual([
      '6',
      'alg-none',
    ]);
  });
});
