import type { FrameBehaviour } from '../../../protocol/misbehaving/browser.ts';
import type { Answer } from '../../http/answer.ts';
import { withHeaders } from '../../http/answer.ts';
import { redirectWith } from '../network/redirects.ts';
import { welcomePage } from '../pages.ts';
import type { Behaviour, Visit } from '../tool.ts';
import { legUrl } from '../tool.ts';

/** What a page says of frames, in one header or in both. */
interface FrameRule {
  readonly option?: string;
  readonly ancestors?: string;
}

function ruled(answer: Answer, { option, ancestors }: FrameRule): Answer {
  const headers = answer.headers.map(([name, value]): [string, string] => [
    name,
    name === 'content-security-policy' && ancestors !== undefined ? `${value}; frame-ancestors ${ancestors}` : value,
  ]);
  return withHeaders({ ...answer, headers }, option === undefined ? [] : [['x-frame-options', option]]);
}

/** All pages of the tool carry the rule. */
const everywhere = (rule: FrameRule): Behaviour => ({
  accepted: (visit) => ruled(welcomePage(visit, visit.launch), rule),
  refused: (answer) => ruled(answer, rule),
});

export const frameBehaviours: Readonly<Record<FrameBehaviour, Behaviour>> = {
  'frame-deny': everywhere({ option: 'DENY' }),
  'frame-sameorigin': everywhere({ option: 'SAMEORIGIN' }),
  'frame-allowall': everywhere({ option: 'ALLOWALL' }),
  'frame-allow-from': everywhere({ option: 'ALLOW-FROM https://lms.example' }),
  'frame-ancestors-none': everywhere({ ancestors: "'none'" }),
  'frame-ancestors-other': everywhere({ ancestors: 'https://lms.example' }),
  'frame-contradicting': everywhere({ option: 'DENY', ancestors: '*' }),
  'frame-later-hop': {
    accepted: (visit) => redirectWith(307, legUrl(visit, 'page')),
    legs: { page: (visit: Visit) => ruled(welcomePage(visit, visit.launch), { option: 'DENY' }) },
  },
  'frame-error-page': {
    verifier: { mistake: (reading) => ({ ...reading, secret: `${reading.secret} ` }) },
    refused: (answer) => ruled(answer, { option: 'DENY' }),
  },
};
