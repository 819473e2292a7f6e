import { expect, test } from 'vitest';
import type { TransferEntry } from '../../../protocol/models/data/portability.ts';
import { actionOf, choicesOf, countOf, withActionForAll } from './choices.ts';

const entry = (ref: string, actions: TransferEntry['actions']): TransferEntry => ({
  ref,
  what: 'credential',
  name: ref,
  kind: 'bearer',
  about: '',
  state: 'new',
  matches: [],
  actions,
  problem: null,
  wants: null,
});
const fresh = entry('a', ['add', 'skip']);
const clash = entry('b', ['skip', 'replace', 'keep-both']);
const wrong = entry('c', ['skip']);

test('what is suggested counts until something else is chosen', () => {
  expect([fresh, clash, wrong].map((one) => actionOf(one, {}))).toEqual(['add', 'skip', 'skip']);
  expect(actionOf(clash, { b: { action: 'replace' } })).toBe('replace');
});

test('a choice that is no longer offered does not count', () => {
  expect(actionOf(wrong, { c: { action: 'add' } })).toBe('skip');
});

test('one action for all leaves alone what it is not offered for', () => {
  const chosen = withActionForAll([fresh, clash, wrong], { b: { action: 'replace', targetId: 'x' } }, 'keep-both');
  expect(choicesOf([fresh, clash, wrong], chosen)).toEqual([
    { ref: 'a', action: 'add' },
    { ref: 'b', action: 'keep-both', targetId: 'x' },
    { ref: 'c', action: 'skip' },
  ]);
  expect(countOf([fresh, clash, wrong], chosen)).toBe(2);
});
