import { expect, it } from 'vitest';
import { fieldNames, firstChoices, isEvidence, makeInput } from './choices.ts';

it('names of personal parameters are read from any list', () => {
  expect(fieldNames(' custom_a, custom_b;custom_c\ncustom_a,, ')).toEqual(['custom_a', 'custom_b', 'custom_c']);
  expect(makeInput({ kind: 'capture', id: '1' }, { ...firstChoices, fields: 'a', note: ' n ' })).toMatchObject({
    personal: 'pseudonyms',
    personalFields: ['a'],
    note: 'n',
  });
});

it('evidence is told from other HTML and JSON', () => {
  const block = '<script type="application/json" id="countersign-evidence">{}</script>';
  expect(isEvidence(`\n<!doctype html><html>${' '.repeat(5000)}${block}`)).toBe(true);
  expect(isEvidence('{"format":"countersign-evidence","version":1}')).toBe(true);
  expect(isEvidence('<form action="https://tool.example"></form>')).toBe(false);
  expect(isEvidence(`a=1&b=${block}`)).toBe(false);
  expect(isEvidence('{"log":{"version":"1.2"}}')).toBe(false);
});
