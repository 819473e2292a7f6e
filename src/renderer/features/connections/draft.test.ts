import { describe, expect, it } from 'vitest';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { formOf, readDraft, withContract } from './draft.ts';

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
