import type { JWK } from 'jose';
import type { AdvantageLeg } from '../../../protocol/models/advantage/launch.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { type AuthorizationAnswer, checkAuthorizationRequest } from '../../lti/advantage/platform/authorization.ts';
import type { AdvantageAnswer, AdvantageRequest } from '../../lti/advantage/platform/host.ts';
import { type PendingLaunch, refusal } from '../../lti/advantage/platform/launches.ts';
import { checkLogin } from '../../lti/advantage/platform/login-initiation.ts';
import { messageScript, originsOf } from '../../lti/advantage/platform/message-script.ts';
import { loginPage, postPage, toldPage } from '../../lti/advantage/platform/pages.ts';
import type { Clock } from '../../ports.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';
import type { ExchangeRecord } from '../recording/record.ts';
import { claimsOf } from './claims.ts';
import { held, recordLeg } from './legs.ts';
import { sealMessage } from './message.ts';
import type { OfferServices } from './offer.ts';
import { consumerOf, type PreparedAdvantage, registrationOf } from './prepare.ts';
import type { Stepping } from './stepping.ts';

export type RunPorts = {
  credentials: Pick<Credentials, 'open' | 'used'>;
  /** The keys the platform publishes for a registration. */
  keysOf(registrationId: string): readonly JWK[];
  nonces: SentNonces;
  offerServices: OfferServices;
  clock: Clock;
};

/** Nonces of messages that were sent, by registration. */
export type SentNonces = {
  /** Whether a message with the nonce was sent before; from now on it was. */
  use(registrationId: string, nonce: string, isGood: boolean): boolean;
  /** Of the last good message. */
  earlier(registrationId: string): string | null;
};

const most = 2000;

export function createSentNonces(): SentNonces {
  const good = new Map<string, string>();
  const used = new Set<string>();
  return {
    use: (registrationId, nonce, isGood) => {
      const key = `${registrationId} ${nonce}`;
      const before = used.has(key);
      used.add(key);
      const [oldest] = used;
      if (used.size > most && oldest !== undefined) used.delete(oldest);
      if (isGood) good.set(registrationId, nonce);
      return before;
    },
    earlier: (registrationId) => good.get(registrationId) ?? null,
  };
}

/** A launch under way: the page it begins with, and what answers the tool's request. */
export type AdvantageRun = PendingLaunch & {
  page(): Promise<AdvantageAnswer>;
  /** Where the message went; `null` before it did. */
  readonly sentTo: string | null;
};

export type RunOf = {
  prepared: PreparedAdvantage;
  registrationId: string;
  returnUrl: string | null;
  record: ExchangeRecord;
  stepping: Stepping;
};

/** Longer texts are not masked as a whole; what is left of a signature without its beginning is of no use. */
const mostLearnt = 900;

const ended = () => toldPage(410, 'The launch was ended', [['What to do', 'Launch again.']]);

/** Plays the platform's part of one launch, leg by leg, each on record. */
export function runAdvantage(
  { prepared, registrationId, returnUrl, record, stepping }: RunOf,
  ports: RunPorts,
): AdvantageRun {
  const { plan, facts, login, known } = prepared;
  const exchangeId = record.current().id;
  const nonces: string[] = [];
  let sentTo: string | null = null;
  let begun = false;

  const leg = (
    id: AdvantageLeg['id'],
    part: Omit<AdvantageLeg, 'id' | 'at' | 'state' | 'token' | 'error'> & Partial<AdvantageLeg>,
  ) =>
    recordLeg(record, {
      id,
      at: ports.clock.now(),
      state: stepping.holds ? 'held' : 'done',
      token: null,
      error: null,
      ...part,
    });

  const page = async (): Promise<AdvantageAnswer> => {
    const { method, url, fields } = prepared.request;
    if (!begun) {
      begun = true;
      const checks = checkLogin(login, facts);
      const first = leg('login-initiation', { method, url: withoutQuery(url), parameters: login.params, checks });
      if (!(await held(first, stepping, { state: 'done' }))) return ended();
    }
    const form: Pairs = login.method === 'GET' ? [...new URL(url).searchParams] : fields;
    const action = withoutQuery(url, login.method);
    return loginPage({ method: login.method, action, fields: form }, plan.mode, storageScript());
  };

  /** Data is kept for the tool's own addresses; where none is offered, no message is answered. */
  const storageScript = (): string => {
    if (facts.storageTarget === null) return '';
    const { loginUrl, redirectUris } = registrationOf(ports.credentials.open(registrationId));
    return messageScript(originsOf([loginUrl, ...redirectUris, plan.targetLinkUri]));
  };

  const authorize = async (request: AdvantageRequest, params: Pairs): Promise<AdvantageAnswer> => {
    // Opened anew, so that a locked vault is locked and a changed registration counts.
    const registration = registrationOf(ports.credentials.open(registrationId));
    const { clientId, redirectUris } = registration;
    const launch = { loginHint: facts.loginHint, ltiMessageHint: facts.ltiMessageHint, nonces: [...nonces] };
    const { checks, answer } = checkAuthorizationRequest(params, { clientId, redirectUris, launch });
    const { method, url } = request;
    const received = leg('authorization', { method, url: withoutQuery(url), parameters: params, checks });
    const next = answer.is === 'message' ? { state: 'done' as const } : refused(answer);
    if (!(await held(received, stepping, next))) return ended();
    if (answer.is !== 'message') return refusal(answer);
    nonces.push(answer.nonce);
    return sendMessage(answer);
  };

  const sendMessage = async ({ redirectUri, nonce, state }: Extract<AuthorizationAnswer, { is: 'message' }>) => {
    const registration = registrationOf(ports.credentials.open(registrationId));
    const now = Math.floor(ports.clock.now() / 1000);
    const serviceClaims = ports.offerServices({ exchangeId, registrationId, plan });
    const consumer = consumerOf(plan, ports.credentials);
    if (consumer !== null) {
      const { id: connectionId, name } = plan.connection;
      const use = { purpose: 'launch', connectionId, connection: name, operation: plan.messageType } as const;
      ports.credentials.used(consumer.id, use);
    }
    const { claims } = claimsOf(plan, registration, { now, nonce, returnUrl, serviceClaims, consumer });
    const { fields, signature, ...judged } = await sealMessage({
      ...{ plan, known, registration, claims, nonce, state, now },
      keys: ports.keysOf(registrationId),
      nonceUsed: (sent) => ports.nonces.use(registrationId, sent, plan.setup.wrong === null),
    });
    // Without its signature nobody can use a token, wherever it turns up.
    await record.learn([signature.slice(0, mostLearnt)].filter((text) => text !== ''));
    const message = leg('message', { method: 'POST', url: redirectUri, parameters: fields, ...judged });
    if (!(await held(message, stepping, { state: 'done' }))) return ended();
    sentTo = redirectUri;
    return postPage({ method: 'POST', action: redirectUri, fields });
  };

  return {
    exchangeId,
    registrationId,
    loginHint: facts.loginHint,
    ltiMessageHint: facts.ltiMessageHint,
    page,
    authorize,
    get sentTo() {
      return sentTo;
    },
  };
}

function refused(answer: Exclude<AuthorizationAnswer, { is: 'message' }>): Partial<AdvantageLeg> {
  const { error, description } = answer;
  return { state: 'refused', error: { error, description } };
}

/** A form sent with GET replaces the query of its action (HTML §4.10.22.3), one with POST keeps it. */
function withoutQuery(url: string, method: 'GET' | 'POST' = 'GET'): string {
  return method === 'POST' ? url : url.replace(/[?#].*$/s, '');
}
