import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { SignJWT } from 'jose';
import type { KeySetBehaviour, ServiceBehaviour } from '../../../protocol/misbehaving/advantage/services.ts';
import type { Served, TokenRequest } from '../../lti-1.3/access-token.ts';
import { getAccessToken } from '../../lti-1.3/access-token.ts';
import type { ToolScore } from '../../lti-1.3/grades.ts';
import { findOrMakeLineItem, gradeScopes, postScore } from '../../lti-1.3/grades.ts';
import { readRoster, rosterScope } from '../../lti-1.3/roster.ts';
import type { AdvantageTool } from '../../lti-1.3/tool.ts';
import type { AdvantageBehaviour, AdvantageVisit, KeySetFault } from './behaviour.ts';

type Calls = NonNullable<AdvantageBehaviour['calls']>;

/** What came of a call, as a sentence. */
function told(what: string, served: Served<unknown>): string {
  return served.ok ? `${what} went well.` : served.problem;
}

const gradeScopeList = [gradeScopes.lineItem, gradeScopes.score];

/** Asks for a token with an assertion that is wrong. */
function assertion(wrong: (visit: AdvantageVisit) => Pick<TokenRequest, 'claims' | 'header'>): AdvantageBehaviour {
  return {
    async calls(visit) {
      const { tool, platform, now } = visit;
      return told(
        'Getting a token',
        await getAccessToken(tool, { platform, now, scopes: gradeScopeList, ...wrong(visit) }),
      );
    },
  };
}

/** Twice with the same assertion's id; the second answer counts. */
const reusesAssertion: Calls = async ({ tool, platform, now }) => {
  const request = { platform, now, scopes: gradeScopeList, claims: { jti: randomUUID() } };
  const first = await getAccessToken(tool, request);
  return first.ok ? told('Getting a token a second time', await getAccessToken(tool, request)) : first.problem;
};

/** With a key that nobody published, under the kid of the published one. */
const signsWithOtherKey: Calls = async ({ tool, platform, now }) => {
  const stranger = await strangerTo(tool);
  return told('Getting a token', await getAccessToken(stranger, { platform, now, scopes: gradeScopeList }));
};

/** The tool with another private key. */
export async function strangerTo(tool: AdvantageTool): Promise<AdvantageTool> {
  const own = await tool.key();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sign = (claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: own.kid, ...header }).sign(privateKey);
  return { ...tool, key: async () => ({ ...own, sign }) };
}

const asksForTooMuch: Calls = async ({ tool, platform, now, message }) => {
  const scopes = [...gradeScopeList, 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers'];
  const served = await getAccessToken(tool, { platform, now, scopes });
  if (!served.ok) return served.problem;
  const { grades } = message;
  return `Asked for ${scopes.length} scopes, got ${served.value.scopes.length}; the launch named ${grades?.scopes.length ?? 0}.`;
};

const callsWithoutToken: Calls = async ({ message }) => {
  if (message.grades === null) return 'The platform offers no grades for this link.';
  const wish = { label: 'Reading', scoreMaximum: 100, resourceId: 'reading', resourceLinkId: message.link.id };
  return told('Creating the line item', await findOrMakeLineItem(message.grades.lineItems, 'none', wish));
};

type ScoreWish = {
  readonly scores: readonly Partial<ToolScore>[];
  readonly at?: (lineItem: string) => Parameters<typeof postScore>[3];
};

/** Posts scores one after the other; the answer to the last one counts. */
function scores(wish: (visit: AdvantageVisit) => ScoreWish): AdvantageBehaviour {
  return {
    async calls(visit) {
      const { tool, platform, now, message } = visit;
      if (message.grades === null) return 'The platform offers no grades for this link.';
      const token = await getAccessToken(tool, { platform, now, scopes: gradeScopeList });
      if (!token.ok) return token.problem;
      const lineItem = await lineItemOf(visit, token.value.token);
      if (!lineItem.ok) return lineItem.problem;
      const { scores: list, at } = wish(visit);
      let last: Served<unknown> = { ok: true, value: null };
      for (const score of list) {
        last = await postScore(
          lineItem.value,
          token.value.token,
          { ...rightScore(visit), ...score },
          at?.(lineItem.value),
        );
      }
      return told('Passing the grade back', last);
    },
  };
}

async function lineItemOf({ message }: AdvantageVisit, token: string): Promise<Served<string>> {
  if (message.grades === null) return { ok: false, problem: 'The platform offers no grades for this link.' };
  if (message.grades.lineItem !== '') return { ok: true, value: message.grades.lineItem };
  const wish = { label: 'Reading', scoreMaximum: 100, resourceId: 'reading', resourceLinkId: message.link.id };
  return findOrMakeLineItem(message.grades.lineItems, token, wish);
}

function rightScore({ message, now }: AdvantageVisit): ToolScore {
  return {
    userId: message.subject,
    scoreGiven: 85,
    scoreMaximum: 100,
    timestamp: new Date(now).toISOString(),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  };
}

const readsFirstPage: Calls = async ({ tool, platform, now, message }) => {
  if (message.rosterUrl === '') return 'The platform offers no roster.';
  const token = await getAccessToken(tool, { platform, now, scopes: [rosterScope] });
  if (!token.ok) return token.problem;
  const read = await readRoster({ url: message.rosterUrl, token: token.value.token, role: '', limit: 2, mostPages: 1 });
  return read.ok ? `The course has ${read.value.members.length} members.` : read.problem;
};

const secondsOf = ({ now }: AdvantageVisit): number => Math.floor(now / 1000);

export const serviceFaults: Readonly<Record<ServiceBehaviour, AdvantageBehaviour>> = {
  'service-assertion-audience': assertion(() => ({ claims: { aud: 'https://another-platform.example/token' } })),
  'service-assertion-expired': assertion((visit) => ({
    claims: { iat: secondsOf(visit) - 3600, exp: secondsOf(visit) - 3000 },
  })),
  'service-assertion-reused': { calls: reusesAssertion },
  'service-assertion-no-jti': assertion(() => ({ claims: { jti: undefined } })),
  'service-assertion-subject': assertion(() => ({ claims: { sub: 'somebody-else' } })),
  'service-assertion-no-kid': assertion(() => ({ header: { kid: undefined } })),
  'service-assertion-other-key': { calls: signsWithOtherKey },
  'service-scope-unasked': { calls: asksForTooMuch },
  'service-token-missing': { calls: callsWithoutToken },
  'service-score-old': scores(({ now }) => ({
    scores: [{}, { scoreGiven: 10, timestamp: new Date(now - 3_600_000).toISOString() }],
  })),
  'service-score-no-maximum': scores(() => ({ scores: [{ scoreMaximum: undefined }] })),
  'service-score-other-user': scores(() => ({ scores: [{ userId: 'nobody-of-this-course' }] })),
  'service-score-address': scores(() => ({ scores: [{}], at: (lineItem) => ({ url: `${lineItem}/scores` }) })),
  'service-score-media-type': scores(() => ({ scores: [{}], at: () => ({ contentType: 'application/json' }) })),
  'service-roster-first-page': { calls: readsFirstPage },
};

/** The key set goes wrong with the launch, and a token is asked for at once. */
const withKeySet = (keySet: KeySetFault): AdvantageBehaviour => ({ ...assertion(() => ({})), keySet });

export const keySetFaults: Readonly<Record<KeySetBehaviour, AdvantageBehaviour>> = {
  'keys-slow': withKeySet('slow'),
  'keys-html': withKeySet('html'),
  'keys-empty': withKeySet('empty'),
  'keys-single': withKeySet('single'),
};
