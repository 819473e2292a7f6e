import type { CheckFinding } from '../../protocol/models/diagnosis.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import type { ServiceFinding } from '../../protocol/models/lti/platform.ts';
import { finding } from './checks/check.ts';

/** The check a finding of a returned message belongs to. */
function checkOf(id: string): string {
  if (id.startsWith('body-hash')) return 'OA-10';
  if (id.startsWith('signature') || id === 'consumer-key') return 'OA-09';
  if (id === 'nonce-used') return 'OA-04';
  return id === 'timestamp' ? 'OA-03' : 'SVC-04';
}

function asCheck(what: string, { id, level, title, detail, fix }: ServiceFinding): CheckFinding {
  return finding({
    id: checkOf(id),
    severity: level,
    title: `${title}.`.replace(/\.\.$/, '.'),
    seen: `In ${what} the tool sent: ${detail}`,
    expected: fix,
    owner: 'tool-vendor',
    source: 'LTI 1.1 Implementation Guide §6; OAuth Request Body Hash 1.0 §3',
  });
}

/** What is wrong with the grades and the selection of content a tool sent back in the course of a launch. */
export function checkReturnedMessages({ outcomes, contentItems }: Exchange): CheckFinding[] {
  return [
    ...outcomes.flatMap(({ findings }) => findings.map((one) => asCheck('a grade', one))),
    ...(contentItems?.findings ?? []).map((one) => asCheck('a selection of content', one)),
  ];
}
