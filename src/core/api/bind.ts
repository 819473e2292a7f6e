import type { z } from 'zod';
import type { CommandName } from '../../protocol/commands/index.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** A command ready to be called with input nobody has checked yet. */
export type BoundCommand = (input: unknown) => Promise<unknown>;
export type CommandHandlers = Readonly<Record<CommandName, BoundCommand>>;

/**
 * Joins a command's schema and the function that carries it out.
 * The bound command parses its input first and refuses with `input.invalid`, naming the path and what was expected.
 */
export function bind<I extends z.ZodType, O extends z.ZodType>(
  schema: { readonly input: I; readonly output: O },
  run: (input: z.output<I>) => z.output<O> | Promise<z.output<O>>,
): BoundCommand {
  return async (input) => {
    const parsed = schema.input.safeParse(given(input));
    if (!parsed.success) {
      throw invalidInput(parsed.error);
    }
    return run(parsed.data);
  };
}

/** A member that is `undefined` was not given, as in JSON: where changes are laid over what there is, it would erase it. */
function given(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Object.getPrototypeOf(input) !== Object.prototype) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** The first thing zod found wrong, as a problem that names the field. */
export function invalidInput(error: z.ZodError): ProblemError {
  const issue = error.issues[0];
  const field = issue === undefined ? '' : issue.path.map(String).join('.');
  return new ProblemError('input.invalid', {
    ...(field === '' ? {} : { field }),
    detail: issue?.message ?? 'not the expected shape',
  });
}
