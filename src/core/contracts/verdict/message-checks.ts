import type { Field } from '../../../protocol/models/contract.ts';
import type { Cause, Check } from '../../../protocol/models/exchanges/verdict.ts';
import { findField } from '../check-form.ts';
import type { DocumentedCause, DocumentedMessage } from '../extensions.ts';
import type { ResponseNode } from '../operations.ts';
import { boundedPattern } from '../pattern.ts';
import { weighCauses } from './causes/weigh.ts';
import { check, type Facts, sourceLine } from './facts.ts';
import { excerpt } from './message.ts';

export type FoundMessage = {
  message: DocumentedMessage;
  groups: Readonly<Record<string, string>>;
  response: ResponseNode;
};

/** The documented message a body carries: the first whose pattern matches. */
export function findMessage(responses: readonly ResponseNode[], text: string): FoundMessage | undefined {
  if (text === '') return undefined;
  for (const response of responses) {
    for (const message of response.messages) {
      const pattern = boundedPattern(message.pattern);
      const match = 'refused' in pattern ? undefined : pattern.match(text);
      if (match?.outcome === 'match') return { message, groups: match.groups, response };
    }
  }
  return undefined;
}

export type MessageResult = {
  checks: Check[];
  found: FoundMessage | undefined;
  parameter: string | undefined;
  causes: Cause[];
};

/** Whether an error says what the document says it says, and what follows from its words. */
export function messageChecks(facts: Facts): MessageResult {
  const { documented, body } = facts;
  const here = documented === undefined ? undefined : findMessage([documented], body.message);
  const found =
    here ??
    findMessage(
      facts.node.responses.filter((response) => response !== documented),
      body.message,
    );
  const parameter = found?.groups.parameter;
  return {
    found: here,
    parameter,
    causes: documentedCauses(facts, here),
    checks: [
      ...matchCheck(facts, here, found),
      ...(parameter === undefined ? [] : [parameterCheck(facts, parameter, found?.message.problem)]),
      ...causeCheck(facts, here),
    ],
  };
}

function matchCheck(facts: Facts, here: FoundMessage | undefined, anywhere: FoundMessage | undefined): Check[] {
  const { documented, body } = facts;
  const actual = body.message === '' ? 'no message' : excerpt(body.message);
  if (here !== undefined) {
    const source = here.message.source ?? here.response.source;
    const level = source?.kind === 'inferred' && hasStatedMessage(here.response) ? 'warning' : 'pass';
    return [
      check('message.matches', level, here.message.meaning ?? here.message.pattern, actual, sourceLine(facts, source)),
    ];
  }
  if (anywhere !== undefined) {
    const source = sourceLine(facts, anywhere.message.source ?? anywhere.response.source);
    return [check('message.matches', 'info', `these words with status ${anywhere.response.status}`, actual, source)];
  }
  if (documented === undefined || documented.messages.length === 0) {
    return body.message === '' || facts.response.status < 400
      ? []
      : [check('message.text', 'info', 'no documented message', actual, sourceLine(facts, documented?.source))];
  }
  const source = documented.messages[0]?.source ?? documented.source;
  const level = hasStatedMessage(documented) ? 'error' : 'info';
  return [check('message.matches', level, expectedMessages(documented), actual, sourceLine(facts, source))];
}

/** Where no document states the words, other words are no breach. */
function hasStatedMessage(response: ResponseNode): boolean {
  return response.messages.some(({ source }) => (source ?? response.source)?.kind !== 'inferred');
}

function expectedMessages(response: ResponseNode): string {
  const [first, ...others] = response.messages.map(({ meaning, pattern }) => meaning ?? pattern);
  return others.length === 0
    ? (first ?? '')
    : `${first} (or ${others.length} other documented message${others.length > 1 ? 's' : ''})`;
}

function parameterCheck(facts: Facts, parameter: string, problem: DocumentedMessage['problem']): Check {
  const field = fieldNamed(facts, parameter);
  if (field === undefined) {
    return check(
      'parameter.named',
      'warning',
      'a parameter of this operation',
      `${excerpt(parameter, 100)}, which is no documented parameter of ${facts.operation.id}`,
      sourceLine(facts, facts.operation.source),
    );
  }
  const line = sourceLine(facts, field.source);
  const what = `${field.name}: ${describeField(field)}`;
  if (problem === 'invalid') return check('parameter.named', 'pass', 'a parameter of this operation', what, line);
  const optional = field.required ? '' : ' (documented as optional, yet it was asked for)';
  return check(
    'parameter.named',
    field.required ? 'pass' : 'warning',
    'a required parameter of this operation',
    `${what}${optional}`,
    line,
  );
}

export function fieldNamed(facts: Facts, name: string): Field | undefined {
  for (const location of ['body', 'query', 'path', 'header'] as const) {
    const field = findField(facts.operation, { name, in: location });
    if (field !== undefined) return field;
  }
  return undefined;
}

/** `required String, name of the tool provider`, with the allowed values when there are some. */
export function describeField(field: Field): string {
  const type = `${field.type.charAt(0).toUpperCase()}${field.type.slice(1)}`;
  const options =
    field.options === undefined || field.openOptions === true ? '' : `, one of ${field.options.join(', ')}`;
  const sentence = (field.description.split(/[.(\n]/u)[0] ?? '').trim();
  const words =
    sentence === ''
      ? ''
      : `, ${/^[A-Z][a-z]/u.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence}`;
  return `${field.required ? 'required' : 'optional'} ${type}${options}${words}`;
}

/** A 401 or 403 has causes even where the contract names a meaning only; elsewhere only what it calls a cause counts. */
function causesOf({ causes, meaning }: DocumentedMessage, status: number): DocumentedCause[] {
  const isRefusal = status === 401 || status === 403;
  return causes ?? (isRefusal && meaning !== undefined ? [{ text: meaning, evidence: null }] : []);
}

function documentedCauses({ documented, response, sent }: Facts, here: FoundMessage | undefined): Cause[] {
  if (documented === undefined || response.status < 400) return [];
  const all = new Map(
    documented.messages.flatMap((message) => causesOf(message, response.status)).map((cause) => [cause.text, cause]),
  );
  const fitting = here === undefined ? [] : causesOf(here.message, response.status).map(({ text }) => text);
  return weighCauses([...all.values()], fitting, { sent, answer: response });
}

/** Which of the documented causes of a refusal fits, as far as its words tell. */
function causeCheck(facts: Facts, here: FoundMessage | undefined): Check[] {
  const { status } = facts.response;
  if (facts.documented === undefined || (status !== 401 && status !== 403)) return [];
  const texts = (message: DocumentedMessage) => causesOf(message, status).map(({ text }) => text);
  const all = facts.documented.messages.flatMap(texts);
  if (all.length === 0) return [];
  const fitting = here === undefined ? [] : texts(here.message);
  const source = sourceLine(facts, here?.message.source ?? facts.documented.source);
  return [
    check(
      'forbidden.causes',
      'info',
      `one of the documented causes: ${all.join(' · ')}`,
      fittingCauses(fitting, all),
      source,
    ),
  ];
}

function fittingCauses(fitting: readonly string[], all: readonly string[]): string {
  if (fitting.length === 0) return 'the words of the response fit none of them';
  return fitting.length > 1 && fitting.length === all.length ? 'its words fit every one of them' : fitting.join(' · ');
}
