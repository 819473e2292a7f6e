import type { ConnectionBehaviour } from '../../../protocol/misbehaving/network.ts';
import { welcomePage } from '../pages.ts';
import type { Behaviour } from '../tool.ts';
import { redirectWith } from './redirects.ts';

const hugeBytes = 64 * 1024 * 1024;
const slowMilliseconds = 5000;

export const connectionBehaviours: Readonly<Record<ConnectionBehaviour, Behaviour>> = {
  'slow-answer': {
    accepted: (visit) => ({
      ...welcomePage(visit, visit.launch),
      manner: { kind: 'late', milliseconds: slowMilliseconds },
    }),
  },
  'connection-reset': {
    always: (visit) => ({ ...welcomePage(visit, visit.launch), manner: { kind: 'reset' } }),
  },
  'connection-closed': {
    accepted: (visit) => ({ ...welcomePage(visit, visit.launch), manner: { kind: 'cut' } }),
  },
  'port-refused': {
    accepted: ({ tool }) => redirectWith(302, `http://127.0.0.1:${tool.addresses().closedPort}/start`),
  },
  // A name below .invalid never exists (RFC 2606 §2).
  'host-not-found': { accepted: () => redirectWith(302, 'http://no-such-tool.invalid/start') },
  'huge-body': {
    accepted: (visit) => ({ ...welcomePage(visit, visit.launch), manner: { kind: 'huge', bytes: hugeBytes } }),
  },
  'wrong-charset': {
    accepted(visit) {
      const answer = welcomePage(visit, visit.launch);
      return {
        ...answer,
        headers: answer.headers.map(([name, value]) => [
          name,
          name === 'content-type' ? 'text/html; charset=iso-8859-1' : value,
        ]),
        body: answer.body.replace('<meta charset="utf-8">', ''),
      };
    },
  },
};
