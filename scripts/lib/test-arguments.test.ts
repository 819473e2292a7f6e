import { describe, expect, it } from 'vitest';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { parseTestArguments, TEST_STEPS } from './test-arguments.mjs';

describe('parseTestArguments', () => {
  it('runs everything by default', () => {
    expect([...parseTestArguments([]).steps]).toEqual(TEST_STEPS);
  });

  it.each([[['--only', 'unit,e2e', 'launch.test.ts']], [['launch.test.ts', '--only=unit,e2e']]])('takes %j', (args) => {
    const { steps, filters } = parseTestArguments(args);
    expect([...steps]).toEqual(['unit', 'e2e']);
    expect(filters).toEqual(['launch.test.ts']);
  });

  it.each([[['--only', 'unti']], [['--only']], [['--only=']]])('refuses %j and names the steps', (args) => {
    const parse = () => parseTestArguments(args);
    expect(parse).toThrow(LauncherError);
    expect(parse).toThrow(
      expect.objectContaining({ exitCode: EXIT.usage, message: expect.stringContaining('integration') }),
    );
  });
});
