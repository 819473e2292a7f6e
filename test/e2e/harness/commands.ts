import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../../src/protocol/commands/index.ts';
import { type Result, resultSchema } from '../../../src/protocol/envelope.ts';

/** A page of Playwright, or the app without it. */
type Window = { evaluate(expression: string): Promise<unknown> };

/** Sends a message over the window's bridge, as the window's own code does. `name` and `input` may be anything. */
export async function ask(page: Window, half: 'command' | 'host', name: string, input: unknown): Promise<Result> {
  const call = `window.countersign.${half}(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
  return resultSchema.parse(await page.evaluate(call));
}

/** Runs a command that must succeed and returns its output. */
export async function run<N extends CommandName>(
  page: Window,
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>>;
export async function run(page: Window, name: CommandName, input: unknown): Promise<unknown> {
  const result = await ask(page, 'command', name, input);
  if (!result.ok) throw new Error(`${name} failed: ${JSON.stringify(result.problem)}`);
  return commands[name].output.parse(result.output);
}
