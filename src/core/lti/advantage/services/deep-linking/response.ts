import type { DeepLinkingRequest } from '../../../../../protocol/models/advantage/launch.ts';
import type { DeepLinkedItem, ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { PastedToken } from '../../../../../protocol/models/diagnosis.ts';
import { type Claims, claims as names, quoted } from '../../message/claims.ts';
import { check, failed, must, passed, remarked } from '../checks.ts';
import type { ToolKeyMatch } from '../tool-keys.ts';
import { audienceHas, sealChecks, timeChecks } from '../tool-token.ts';
import type { UsedIds } from '../used-ids.ts';
import { readContentItem } from './content-items.ts';

const claim = (name: string): string => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;

/** The request a response answers, and what the platform knows of the tool. */
export type ResponseFacts = {
  setup: DeepLinkingRequest;
  deploymentId: string;
  clientId: string;
  issuer: string;
  keys: ToolKeyMatch;
  /** Nonces of responses of this tool. */
  used: UsedIds;
  /** Whether an answer to the same request was taken before. */
  answered: boolean;
  /** Seconds since 1970. */
  now: number;
};

export type JudgedResponse = {
  checks: ServiceCheck[];
  /** Items to take over; none when the response itself is refused. */
  items: { item: DeepLinkedItem /** The item as it was sent. */; value: unknown }[];
  /** Whether the response itself holds, whatever its items are. */
  trusted: boolean;
  message: string | null;
  log: string | null;
  errorMessage: string | null;
  errorLog: string | null;
};

const rules = { prefix: 'response', source: '1EdTech Security Framework 1.0 §5.2' };

/** Items of a response that are looked at. */
const mostItems = 200;

/**
 * Judges a deep linking response (Deep Linking 2.0 §4.5) rule by rule: from whom and for whom it is, that it answers this request,
 * its signature, and every item against what the request accepts.
 */
export function checkDeepLinkingResponse(token: PastedToken, facts: ResponseFacts): JudgedResponse {
  const { claims } = token;
  const envelope = [
    ...sealChecks(token, facts.keys, rules),
    ...partyChecks(claims, facts),
    ...timeChecks(claims, facts.now, rules),
    nonceCheck(claims, facts.used),
    ...messageChecks(claims, facts),
    dataCheck(claims, facts.setup),
    ...textChecks(claims),
    ...(facts.answered ? [secondAnswer] : []),
  ];
  const list = itemsOf(claims);
  const counted = countCheck(list, facts.setup);
  const read = (Array.isArray(list) ? list.slice(0, mostItems) : []).map((value: unknown, index) => ({
    value,
    ...readContentItem(value, `items.${index}.`, facts.setup),
  }));
  const checks = [...envelope, counted, ...read.flatMap((one) => one.checks)];
  const trusted = [...envelope, counted].every(({ status }) => status !== 'failed');
  const text = (name: string): string | null => {
    const value = claims[claim(name)];
    return typeof value === 'string' ? value : null;
  };
  return {
    checks,
    trusted,
    items: trusted ? read.flatMap(({ item, value }) => (item === null ? [] : [{ item, value }])) : [],
    message: text('msg'),
    log: text('log'),
    errorMessage: text('errormsg'),
    errorLog: text('errorlog'),
  };
}

function partyChecks(claims: Claims, { clientId, issuer }: ResponseFacts): ServiceCheck[] {
  return [
    check(
      {
        id: 'response.iss',
        title: 'It is from the tool.',
        expected: `iss with the client id, ${quoted(clientId)}.`,
        source: 'Deep Linking 2.0 §4.5',
      },
      must(claims.iss === clientId, `iss is ${quoted(claims.iss)}.`),
    ),
    check(
      {
        id: 'response.aud',
        title: 'It is for this platform.',
        expected: `aud with the issuer, ${quoted(issuer)}.`,
        source: 'Deep Linking 2.0 §4.5',
      },
      must(audienceHas(claims, issuer), `aud is ${quoted(claims.aud)}.`),
    ),
    ...(claims.azp === undefined
      ? []
      : [
          check(
            {
              id: 'response.azp',
              title: 'The authorized party is this platform.',
              expected: `azp with the issuer, ${quoted(issuer)}, or none.`,
              source: '1EdTech Security Framework 1.0 §5.2.2',
            },
            must(claims.azp === issuer, `azp is ${quoted(claims.azp)}.`),
          ),
        ]),
  ];
}

function nonceCheck(claims: Claims, used: UsedIds): ServiceCheck {
  const { nonce } = claims;
  const rule = {
    id: 'response.nonce',
    title: 'It is sent for the first time.',
    expected: 'A nonce that is new with every message.',
    source: '1EdTech Security Framework 1.0 §5.2.3',
  };
  if (typeof nonce !== 'string' || nonce === '') return check(rule, failed(`nonce is ${quoted(nonce)}.`));
  return check(
    rule,
    used.has(nonce) ? failed(`The nonce "${nonce.slice(0, 120)}" was used before.`) : passed('A new nonce.'),
  );
}

function messageChecks(claims: Claims, { deploymentId }: ResponseFacts): ServiceCheck[] {
  const expectations = [
    [names.messageType, 'message_type', 'LtiDeepLinkingResponse', 'It is a deep linking response.'],
    [names.version, 'version', '1.3.0', 'It is LTI 1.3.'],
    [names.deploymentId, 'deployment_id', deploymentId, 'It is of the deployment of the request.'],
  ] as const;
  return expectations.map(([name, short, expected, title]) =>
    check(
      { id: `response.${short}`, title, expected: `${quoted(expected)}.`, source: 'Deep Linking 2.0 §4.5' },
      must(claims[name] === expected, `${short} is ${quoted(claims[name])}.`),
    ),
  );
}

/** `data` comes back as it was sent, and only then (Deep Linking 2.0 §4.5). */
function dataCheck(claims: Claims, { data }: DeepLinkingRequest): ServiceCheck {
  const back = claims[claim('data')];
  const rule = {
    id: 'response.data',
    title: 'The data of the request came back.',
    expected: data === '' ? 'No data, as none was sent.' : 'The data of the request, unchanged.',
    source: 'Deep Linking 2.0 §4.5 data',
  };
  if (data !== '') return check(rule, must(back === data, `data is ${quoted(back)}.`));
  return check(rule, back === undefined ? passed('None was sent.') : remarked(`data is ${quoted(back)}.`));
}

function textChecks(claims: Claims): ServiceCheck[] {
  const wrong = ['msg', 'log', 'errormsg', 'errorlog'].filter((name) => {
    const value = claims[claim(name)];
    return value !== undefined && typeof value !== 'string';
  });
  if (wrong.length === 0) return [];
  const rule = {
    id: 'response.texts',
    title: 'Its messages are texts.',
    expected: 'msg, log, errormsg and errorlog as texts.',
    source: 'Deep Linking 2.0 §4.5',
  };
  return [check(rule, remarked(`Not so: ${wrong.join(', ')}.`))];
}

const secondAnswer: ServiceCheck = {
  id: 'response.once',
  status: 'remarked',
  title: 'The request is answered once.',
  seen: 'An answer to this request was taken before.',
  expected: 'One response; some platforms refuse a second.',
  source: 'Deep Linking 2.0 §4.5',
};

/** Missing is as good as empty: nothing was chosen. */
function itemsOf(claims: Claims): unknown {
  return claims[claim('content_items')] ?? [];
}

function countCheck(list: unknown, { acceptMultiple }: DeepLinkingRequest): ServiceCheck {
  const rule = {
    id: 'response.content_items',
    title: 'It brings as many items as were asked for.',
    expected: acceptMultiple ? 'A list of content items; it may be empty.' : 'A list of one content item, or of none.',
    source: 'Deep Linking 2.0 §4.5 content_items',
  };
  if (!Array.isArray(list)) return check(rule, failed(`content_items is ${quoted(list)}, which is no list.`));
  if (list.length > 1 && !acceptMultiple) return check(rule, failed(`There are ${list.length}.`));
  return check(
    rule,
    list.length > mostItems
      ? remarked(`There are ${list.length}; ${mostItems} are looked at.`)
      : passed(`There are ${list.length}.`),
  );
}
