import { describe, expect, it } from 'vitest';
import { contractsCommands } from '../../../protocol/commands/contracts.ts';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { checkId, excerpt, readablePath, sortContracts, suggestId } from './contract-file.ts';

const summary = (id: string, builtIn: boolean): ContractSummary => ({
  id,
  title: id,
  version: '1',
  description: '',
  builtIn,
  operationCount: 1,
  servers: [],
  credentialKind: 'none',
  credentialKinds: [],
});

describe('suggestId', () => {
  it('makes an id that import takes, of any title', () => {
    const { id } = contractsCommands['contracts.import'].input.shape;
    for (const title of [
      'Roster API 2.1',
      'Schülerverwaltung',
      '日本語',
      '',
      '--',
      'x'.repeat(200),
      `${'x'.repeat(62)} y`,
    ])
      expect(id.safeParse(suggestId(title)).success, title).toBe(true);
    expect(suggestId('Roster API 2.1')).toBe('roster-api-2-1');
    expect(suggestId('Schülerverwaltung')).toBe('schulerverwaltung');
  });
});

it('checkId lets an import replace an import, never a built-in contract', () => {
  const known = [summary('proctorexam', true), summary('roster', false)];
  expect(checkId('library', known)).toBe('ok');
  expect(checkId('roster', known)).toBe('replaces');
  expect(checkId('proctorexam', known)).toBe('built-in');
  expect(checkId('Not valid', known)).toBe('malformed');
});

describe('excerpt', () => {
  const text = 'one\ntwo\r\nthree';

  it('shows the line between its neighbours', () => {
    expect(excerpt(text, 2)).toEqual([
      { number: 1, text: 'one', wrong: false },
      { number: 2, text: 'two', wrong: true },
      { number: 3, text: 'three', wrong: false },
    ]);
    expect(excerpt(text, 1).map(({ number }) => number)).toEqual([1, 2]);
    expect(excerpt(text, 3).map(({ number }) => number)).toEqual([2, 3]);
  });

  it('shows nothing where there is no line, and cuts endless ones', () => {
    expect(excerpt(text, undefined)).toEqual([]);
    expect(excerpt(text, 9)).toEqual([]);
    expect(excerpt('x'.repeat(10_000), 1)[0]?.text.length).toBeLessThan(200);
  });
});

it('readablePath undoes the escapes of a JSON pointer', () => {
  expect(readablePath('/paths/~1users~1{id}/get')).toBe('paths › /users/{id} › get');
  expect(readablePath('')).toBe('');
});

it('sortContracts puts built-in ones first', () => {
  const sorted = sortContracts([summary('b', false), summary('z', true), summary('a', false), summary('c', true)]);
  expect(sorted.map(({ id }) => id)).toEqual(['c', 'z', 'a', 'b']);
});
