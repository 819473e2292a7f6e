import type { Check } from '../../../protocol/models/exchanges/verdict.ts';
import type { ResponseNode } from '../operations.ts';
import { check, type Facts, sourceLine } from './facts.ts';

/** The documented response for a status: the exact one, else its range (`4XX`), else `default` (OpenAPI 3.1 §4.8.16.2). */
export function documentedResponse(responses: readonly ResponseNode[], status: number): ResponseNode | undefined {
  const byName = (name: string) => responses.find((response) => response.status.toUpperCase() === name);
  return byName(String(status)) ?? byName(`${Math.floor(status / 100)}XX`) ?? byName('DEFAULT');
}

export function statusChecks(facts: Facts): Check[] {
  return [statusDocumented(facts), ...familyNote(facts)];
}

function statusDocumented(facts: Facts): Check {
  const { documented, response, node } = facts;
  const known = node.responses.map(({ status }) => status).join(', ') || 'none';
  const expected = `a documented status: ${known}`;
  if (documented === undefined) {
    return check(
      'status.documented',
      'error',
      expected,
      String(response.status),
      sourceLine(facts, facts.operation.source),
    );
  }
  const level = documented.source?.kind === 'inferred' ? 'info' : 'pass';
  const actual =
    documented.status === String(response.status)
      ? String(response.status)
      : `${response.status} (as ${documented.status})`;
  return check('status.documented', level, expected, actual, sourceLine(facts, documented.source));
}

/** Systems use 401 and 403 for the same refusals, and documents of one vendor contradict each other: the other's documentation is worth a note. */
function familyNote(facts: Facts): Check[] {
  const { status } = facts.response;
  if (status !== 401 && status !== 403) return [];
  const other = status === 401 ? 403 : 401;
  const relative = facts.node.responses.find((response) => response.status === String(other));
  if (relative === undefined) return [];
  const here = facts.documented;
  const differ = here === undefined ? `${status} is not documented` : `${status} is ${here.source?.kind ?? 'stated'}`;
  return [
    check(
      'status.family',
      'info',
      `a refusal: 401 and 403 are read as one family, because documents and systems use both`,
      `${differ}; ${other} is ${relative.source?.kind ?? 'stated'}: ${relative.description}`,
      sourceLine(facts, relative.source),
    ),
  ];
}
