import type { Check, Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import type { Facts } from './facts.ts';
import { excerpt } from './message.ts';
import { describeField, fieldNamed, type MessageResult } from './message-checks.ts';

/** The verdict in one sentence, for people who read nothing else. */
export function summarise(
  facts: Facts,
  verdict: Verdict['verdict'],
  checks: readonly Check[],
  message: MessageResult,
): string {
  const { status } = facts.response;
  switch (verdict) {
    case 'undocumented': {
      const known = facts.node.responses.map((response) => response.status).join(', ') || 'none';
      const said = facts.body.message === '' ? '' : ` It says: ${closed(excerpt(facts.body.message, 160))}`;
      return `${status} is not documented for ${facts.operation.id} (documented: ${known}).${said}`;
    }
    case 'deviates':
      return `${status} is documented, but ${deviation(checks)}`;
    case 'conforms':
      return `${status}, ${basis(facts)}: ${closed(outcome(facts, message))}${warningNote(checks)}`;
  }
}

/** What no document states about the operation is not called documented. */
function basis({ documented }: Facts): string {
  return documented?.source?.kind === 'inferred' ? 'as expected' : 'as documented';
}

function deviation(checks: readonly Check[]): string {
  const errors = checks.filter(({ level }) => level === 'error');
  const first = errors[0];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  if (first === undefined) return 'its form is not.';
  switch (first.id) {
    case 'content-type':
      return `its content type is ${first.actual} instead of ${first.expected}${more}.`;
    case 'body.json':
      return `its body is ${first.actual}${more}.`;
    case 'message.matches':
      return `its message is not: ${closed(first.actual)}${more}`;
    default:
      if (first.id.startsWith('header.')) return `it has ${first.actual}${more}.`;
      if (first.actual.endsWith(' is missing')) return `${first.actual}${more}.`;
      return `${first.actual}, expected ${first.expected}${more}.`;
  }
}

function outcome(facts: Facts, { found, parameter }: MessageResult): string {
  if (parameter !== undefined) return parameterOutcome(facts, parameter, found?.message.problem);
  if (found !== undefined) return found.message.meaning ?? excerpt(facts.body.message, 160);
  return facts.documented?.description.split('\n')[0] ?? '';
}

function parameterOutcome(facts: Facts, parameter: string, problem: 'missing' | 'invalid' | undefined): string {
  const field = fieldNamed(facts, parameter);
  if (field === undefined) return `it names ${excerpt(parameter, 100)}, which is no parameter of ${facts.operation.id}`;
  const what = problem === 'invalid' ? 'has a value that is not allowed' : 'is missing';
  return `${field.name} ${what} (${describeField(field)})`;
}

function warningNote(checks: readonly Check[]): string {
  const count = checks.filter(({ level }) => level === 'warning').length;
  if (count === 0) return '';
  return count === 1 ? ' With one warning.' : ` With ${count} warnings.`;
}

function closed(sentence: string): string {
  const trimmed = sentence.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
