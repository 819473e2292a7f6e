import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import { type FlowFailure, type FlowValues, flowValueSchema } from '../../protocol/models/exchanges/flow.ts';
import type { BodyPages } from '../exchanges/recording/body-pages.ts';
import { holds } from './arazzo/condition.ts';
import { describeExpression, type Expression, evaluate, type Scope, type StepResponse } from './arazzo/expression.ts';
import type { LoadedStep } from './arazzo/load-steps.ts';

/** How a step came out. */
export type StepResult = { ok: true; outputs: FlowValues } | { ok: false; failure: FlowFailure };

/** Characters of an answer that expressions can see. */
const longestAnswer = 8_000_000;

/**
 * The answer that was judged, as expressions see it: masked, so that no output can hold a secret, and whole where the exchange keeps its beginning only.
 *
 * @throws ProblemError those of reading a stored body.
 */
export async function responseOf(exchange: Exchange, bodies: Pick<BodyPages, 'read'>): Promise<StepResponse | null> {
  const hop = exchange.judgedHop === null ? exchange.hops.at(-1) : exchange.hops[exchange.judgedHop];
  if (hop === undefined || hop.status === null) return null;
  const text =
    hop.body?.truncated === true
      ? (await bodies.read({ id: exchange.id, hop: hop.index, offset: 0, limit: longestAnswer })).text
      : (hop.body?.text ?? '');
  return { status: hop.status, headers: hop.responseHeaders, body: jsonOrText(text) };
}

/**
 * Judges the exchange of a step: it fails when it could not be sent, when the status is 400 or more, when the verdict is not `conforms`, when a
 * success criterion does not hold, or when the answer lacks an output.
 */
export function stepResult(
  step: Pick<LoadedStep, 'criteria' | 'outputs'>,
  exchange: Exchange,
  response: StepResponse | null,
  scope: Omit<Scope, 'response'>,
): StepResult {
  if (exchange.problem !== null) {
    return failed('problem', exchange.problem.detail ?? exchange.problem.code, exchange.problem);
  }
  if (response === null) return failed('problem', 'No answer came.');
  if (response.status >= 400) return failed('refused', exchange.headline);
  if (exchange.verdict !== 'conforms') return failed('verdict', exchange.headline);
  const answered: Scope = { ...scope, response };
  const broken = step.criteria.find((condition) => !holds(condition, answered));
  if (broken !== undefined) {
    return failed('criterion', `The step succeeds when ${broken.text}, and the status was ${response.status}.`);
  }
  return readOutputs(step.outputs, answered);
}

/** Whether the exchange of a check says anything at all about what it asked for. */
export function existence(exchange: Exchange, response: StepResponse | null): StepResult {
  if (exchange.problem !== null) {
    return failed('problem', exchange.problem.detail ?? exchange.problem.code, exchange.problem);
  }
  if (response === null) return failed('problem', 'No answer came.');
  if (response.status >= 400) {
    return failed('refused', `Whether it still exists could not be found out. ${exchange.headline}`);
  }
  return { ok: true, outputs: {} };
}

/** The values of named expressions; fails with the first that has none. */
export function readOutputs(expressions: ReadonlyMap<string, Expression>, scope: Scope): StepResult {
  const outputs: FlowValues = {};
  for (const [name, expression] of expressions) {
    const value = flowValueSchema.safeParse(evaluate(expression, scope));
    if (!value.success || value.data === null) {
      return failed('output', `The answer has no value for ${name} at ${describeExpression(expression)}.`);
    }
    outputs[name] = value.data;
  }
  return { ok: true, outputs };
}

function failed(kind: FlowFailure['kind'], detail: string, problem: FlowFailure['problem'] = null): StepResult {
  return { ok: false, failure: { kind, detail, problem } };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
