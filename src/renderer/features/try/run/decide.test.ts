import { describe, expect, it } from 'vitest';
import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { FieldProblem } from '../../../../protocol/models/contract.ts';
import { decide } from './decide.ts';

const missing: FieldProblem = {
  in: 'body',
  name: 'tool_name',
  rule: 'required',
  level: 'error',
  expected: 'a value',
  actual: 'nothing',
};
const clean: Preview = { problems: [], signed: null, blocked: null };

describe('decide', () => {
  it('asks about errors, and only about those', () => {
    const warning: FieldProblem = { ...missing, name: 'tool_url', level: 'warning' };
    expect(decide({ ...clean, problems: [warning, missing] })).toEqual({ do: 'ask', errors: [missing] });
    expect(decide({ ...clean, problems: [warning] })).toEqual({ do: 'start' });
  });

  it('puts what prevents signing before what is wrong with the form', () => {
    expect(decide({ ...clean, problems: [missing], blocked: 'vault-locked' })).toEqual({ do: 'unblock' });
    expect(decide({ ...clean, blocked: 'no-credential' })).toEqual({ do: 'unblock' });
    expect(decide({ ...clean, problems: [missing], blocked: 'incomplete' })).toMatchObject({ do: 'ask' });
  });

  it('leaves it to core when there is no preview to judge by', () => {
    expect(decide(null)).toEqual({ do: 'start' });
  });
});
