import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { formOf, readDraft, withContract, withSaved } from './draft.ts';

function contract(
  id: string,
  credentialKind: ContractSummary['credentialKind'],
  ...servers: string[]
): ContractSummary {
  return {
    id,
    title: id,
    version: '1',
    description: '',
    builtIn: true,
    operationCount: 1,
    servers,
    credentialKind,
    credentialKinds: credentialKind === 'none' ? [] : [credentialKind],
  };
}

const exams = contract('proctorexam', 'proctorexam', 'https://exams.example/api/v3');
const books = contract('vitalsource-launch', 'oauth-consumer', 'https://books.example');

describe('withContract', () => {
  it('suggests the documented address, but never over one that was typed', () => {
    const first = withContract(formOf(null), exams, null);
    expect(first.baseUrl).toBe('https://exams.example/api/v3');
    expect(withContract(first, books, exams).baseUrl).toBe('https://books.example');
    expect(withContract({ ...first, baseUrl: 'https://own.example' }, books, exams).baseUrl).toBe(
      'https://own.example',
    );
  });

  it('drops a credential that does not fit the other contract', () => {
    const chosen = { ...withContract(formOf(null), exams, null), credentialId: 'k1' };
    expect(withContract(chosen, books, exams).credentialId).toBeNull();
    expect(withContract(chosen, exams, exams).credentialId).toBe('k1');
  });
});

describe('readDraft', () => {
  const filled = { ...withContract(formOf(null), exams, null), name: ' Riverside ' };

  it('gives a draft with named variables only', () => {
    const variables = [
      { key: 0, name: ' institute_id ', value: '17' },
      { key: 1, name: '', value: 'left over' },
    ];
    expect(readDraft({ ...filled, variables })).toMatchObject({
      ok: true,
      draft: { name: 'Riverside', variables: { institute_id: '17' } },
    });
  });

  it('names the fields that are wrong', () => {
    expect(readDraft({ ...filled, name: ' ', baseUrl: 'ftp://exams.example' })).toEqual({
      ok: false,
      errors: { name: true, baseUrl: true },
    });
    expect(readDraft(formOf(null))).toMatchObject({ ok: false, errors: { contractId: true } });
  });
});

describe('withSaved', () => {
  const before: Connection = {
    id: 'c1',
    name: 'Northfield',
    contractId: 'vitalsource-launch',
    baseUrl: 'https://books.example',
    credentialId: null,
    environment: 'test',
    variables: { course: '1' },
    notes: '',
    createdAt: 1,
    updatedAt: 1,
    lastVerdict: null,
    lastExchangeAt: null,
  };

  it('keeps what was typed while the connection got its credential elsewhere', () => {
    const typed = { ...formOf(before), notes: 'call Ada first' };
    const now = { ...before, credentialId: 'k1', name: 'Northfield University', updatedAt: 2 };
    expect(withSaved(typed, before, now)).toEqual({ ...formOf(now), notes: 'call Ada first' });
  });

  it('shows what was saved as it was saved, once it was', () => {
    const typed = {
      ...formOf(before),
      baseUrl: ' https://own.example ',
      variables: [...formOf(before).variables, { key: 4, name: '', value: '' }],
    };
    const now = { ...before, baseUrl: 'https://own.example', updatedAt: 2 };
    expect(withSaved(typed, before, now)).toEqual(formOf(now));
  });
});
