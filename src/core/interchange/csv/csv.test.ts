import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CsvSettings } from '../../../protocol/models/data/portability.ts';
import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import { problemOf } from '../../storage/test-support.ts';
import type { CarriedCredential } from '../vault-file/content.ts';
import { decodeTable } from './decode.ts';
import { readTableFile } from './preview.ts';
import { mostRows } from './table.ts';
import { writeTable } from './write.ts';

const read = (content: string | Uint8Array, settings: CsvSettings = {}) =>
  readTableFile({ name: 'keys.csv', bytes: typeof content === 'string' ? Buffer.from(content) : content }, settings);

describe('the encoding of a table is found', () => {
  const text = 'name,secret\r\nSchüle ✓,x\r\n';
  const utf16be = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8', false],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), 'utf-8', false],
    ['UTF-16 with a mark, as spreadsheets save it', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le', false],
    ['UTF-16 without a mark', Buffer.from('name,secret\r\nSchule,x\r\n', 'utf16le'), 'utf-16le', false],
    ['UTF-16 of the other order', utf16be, 'utf-16be', false],
    ['Latin-1, which is told as a guess', Buffer.from('name,secret\nSchüle,x', 'latin1'), 'windows-1252', true],
  ])('%s', (_what, bytes, encoding, guessed) => {
    const decoded = decodeTable(bytes);
    expect(decoded).toMatchObject({ encoding, guessed });
    expect(decoded.text).toMatch(/^name,secret\r?\nSch[üu]le/);
  });

  test('bytes that are no text of the encoding are refused', async () => {
    expect((await problemOf(() => decodeTable(Buffer.from([0x61, 0xfc]), 'utf-8'))).code).toBe('csv.unreadable');
    expect((await problemOf(() => decodeTable(Buffer.from('PK\u0003\u0004\0\0\0\0')))).code).toBe('csv.unreadable');
  });
});

test.each([',', ';', '\t', '|'] as const)('the separator %j is found', (separator) => {
  const rows = [
    ['Customer', 'Consumer key', 'Shared secret'],
    ['A, B; C | D', 'k', 's'],
  ];
  const table = read(rows.map((cells) => cells.map((cell) => `"${cell}"`).join(separator)).join('\n'));
  expect(table).toMatchObject({ separator, header: true, kind: 'oauth-consumer' });
  expect(table.columns.map(({ field }) => field)).toEqual(['name', 'consumerKey', 'secret']);
  expect(table.read[0]?.credential).toMatchObject({
    name: 'A, B; C | D',
    parts: { consumerKey: 'k' },
    secrets: { secret: 's' },
  });
});

test('headings of a table without any are never shown: its first row may be secrets', () => {
  const table = read('Acme,k1,not-a-real-secret\nBeta,k2,another');
  expect(table.header).toBe(false);
  expect(table.columns).toEqual([1, 2, 3].map(() => ({ heading: null, filled: 2, field: null })));
  expect(JSON.stringify(table.columns)).not.toContain('secret');
  const mapped = read('Acme,k1,not-a-real-secret', { fields: ['name', 'consumerKey', 'secret'] });
  expect(mapped.read[0]).toMatchObject({
    line: 1,
    shown: [['consumerKey', 'k1']],
    secrets: [{ field: 'secret', characters: 17 }],
  });
});

test.each([
  ['OAuth consumer', 'Name;Key;Secret', 'oauth-consumer'],
  ['ProctorExam', 'School,API token,Secret key', 'proctorexam'],
  ['LTI 1.3', 'name,iss,client_id,deployment_id,jwks_url', 'lti-registration'],
  ['password', 'host,username,password', 'basic'],
  ['bearer token', 'name,token', 'bearer'],
])('columns of %s are told apart', (_what, headings, kind) => {
  expect(read(`${headings}\nx`).kind).toBe(kind);
});

test('each row may be of its own kind', () => {
  const table = read('name,kind,token,username,password\nA,bearer,t,,\nB,Basic auth,,u,p\nC,magic,t,,');
  expect(table.read.map(({ credential, wrong }) => [credential.kind, wrong?.field])).toEqual([
    ['bearer', undefined],
    ['basic', undefined],
    [table.kind, 'kind'],
  ]);
});

test.each([
  ['expires', '31.1.2027', 'expiresAt'],
  ['environment', 'moon', 'environment'],
  ['rotate every days', 'often', 'rotateEveryDays'],
])('a detail that cannot be read is told: %s', (heading, value, field) => {
  expect(read(`name,secret,${heading}\nA,s,${value}`).read[0]?.wrong?.field).toBe(field);
});

test('rows are counted by the lines they begin in, and empty ones left out', () => {
  const table = read('name,secret,consumerKey\n"two\nlines",s,k\n\n,,\nB,s,k');
  expect(table.read.map(({ line }) => line)).toEqual([2, 6]);
});

test('stray characters are found, and taken out when asked for', () => {
  const text = 'name,consumerKey,secret\nA,k\u200b, s \n';
  const found = read(text).read[0];
  expect(found?.notes).toEqual([
    { field: 'consumerKey', column: 2, what: 'stray' },
    { field: 'secret', column: 3, what: 'stray' },
  ]);
  expect(found?.credential.secrets.secret).toBe(' s ');
  const tidy = read(text, { tidy: true }).read[0];
  expect(tidy?.notes).toEqual([]);
  expect(tidy?.credential).toMatchObject({ parts: { consumerKey: 'k' }, secrets: { secret: 's' } });
});

test('a formula is plain text, and told', () => {
  const row = read('name,consumerKey,secret\n"=HYPERLINK(""https://evil.example"")",k,@s').read[0];
  expect(row?.credential.name).toBe('=HYPERLINK("https://evil.example")');
  expect(row?.notes).toContainEqual({ field: 'name', column: 1, what: 'formula' });
});

test.each([
  ['rows', `name,secret\n${'a,b\n'.repeat(mostRows + 1)}`, 'csv.too-large'],
  ['columns', `${'name,'.repeat(300)}\n`, 'csv.too-large'],
  ['characters', `name,secret\na,${'x'.repeat(1_100_000)}`, 'csv.too-large'],
  ['no end of a quote', 'name,secret\n"a,b\n', 'csv.unreadable'],
  ['nothing', ' \n', 'csv.unreadable'],
])('a table with too many %s is refused', async (_what, text, code) => {
  expect((await problemOf(() => read(text))).code).toBe(code);
});

const credential: CarriedCredential = {
  ref: 'a',
  kind: 'oauth-consumer',
  name: 'A',
  allowedHosts: ['a.example', 'b.example:8443'],
  parts: { consumerKey: 'k' },
  secrets: { secret: 's' },
  details: {
    environment: 'production',
    notes: '=not computed\nsecond line',
    tags: ['two words', 'x'],
    expiresAt: Date.UTC(2027, 0, 31),
    rotateEveryDays: 90,
  },
};

test('what is exported in clear comes back as it was, whatever it holds', () => {
  const value = fc.oneof(
    fc.constantFrom('=1+1', "'=1", "''-", '+a', '@b', '-', '"quoted"', 'a,b;c', 'two\nlines', "'", 'é ✓'),
    fc.string({ minLength: 1, maxLength: 30 }),
  );
  fc.assert(
    fc.property(value, value, (consumerKey, secret) => {
      fc.pre(!`${consumerKey}${secret}`.includes('\0') && !/\r(?!\n)/.test(consumerKey + secret));
      const { csv } = writeTable([{ ...credential, parts: { consumerKey }, secrets: { secret } }]);
      const [row] = read(csv).read;
      expect(row?.credential).toEqual({ ...credential, ref: 'line-2', parts: { consumerKey }, secrets: { secret } });
    }),
  );
});

test('no cell of a clear export is computed by a spreadsheet', () => {
  const hostile = {
    ...credential,
    details: noDetails,
    name: '=cmd|calc',
    parts: { consumerKey: '@SUM(1)' },
    secrets: { secret: '+1' },
  };
  const { csv, guarded } = writeTable([hostile]);
  expect(guarded).toBe(3);
  expect(csv).toContain(`'=cmd|calc,oauth-consumer,a.example b.example:8443,'@SUM(1),'+1\r\n`);
});
