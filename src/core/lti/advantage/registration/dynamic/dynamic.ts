import type { AppEvent } from '../../../../../protocol/events.ts';
import type { StageEvent } from '../../../../../protocol/host.ts';
import {
  type DynamicRegistration,
  MAX_REGISTRATION_CALLS,
  type RegistrationCall,
} from '../../../../../protocol/models/advantage/registration.ts';
import type { LaunchMode } from '../../../../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../../../../protocol/problem.ts';
import { createMasking, type Masking } from '../../../../exchanges/masking/exchange.ts';
import type { Clock, LaunchStage, Log, Random } from '../../../../ports.ts';
import { newRsaKey, publicHalf } from '../../../../vault/key-material/own-key.ts';
import { newId } from '../../../../vault/new-id.ts';
import type { AdvantageAnswer, AdvantageHost, AdvantageRequest } from '../../platform/host.ts';
import { jsonAnswer, unauthorisedAnswer } from './answer.ts';
import { openidConfiguration } from './openid-configuration.ts';
import { registrationPage, registrationUrl } from './page.ts';
import { answerRegistration } from './register.ts';

export type DynamicDependencies = {
  host: AdvantageHost;
  stage: LaunchStage;
  clock: Clock;
  random: Random;
  log: Log;
  appVersion: string;
  /** Issuer of a registration that is kept; `null` where there is none of this id. */
  issuerOf(registrationId: string): string | null;
  emit(event: AppEvent): void;
};

/** What is needed to keep a registration that is complete. The private key never leaves core. */
export type CompleteRegistration = {
  id: string;
  privateKey: string;
  result: NonNullable<DynamicRegistration['result']>;
  issuer: string;
};

/** Registrations by the tool itself. One is open at a time, in memory alone. */
export type DynamicRegistrations = {
  begin(how: { url: string; withToken: boolean; mode: LaunchMode }): Promise<DynamicRegistration>;
  /** @throws ProblemError `not-found`. */
  progress(id: string): DynamicRegistration;
  /** @throws ProblemError `not-found`, `registration.not-finished`. */
  complete(id: string): CompleteRegistration;
  /** Closes the page and forgets the registration; one that is over already is left alone. */
  abandon(id: string): void;
  /** The public key of the one that is open, as JSON; `null` for every other id. */
  pendingKey(id: string): string | null;
  close(): void;
};

type Pending = {
  view: DynamicRegistration;
  token: string | null;
  privateKey: string;
  publicJwk: string;
  masking: Masking;
  unsubscribe(): void;
};

/** Both spellings a tool ends its registration with (Dynamic Registration 1.0 §3.7; LTI Client Side postMessages). */
const closing = ['org.imsglobal.lti.close', 'lti.close'];
const publicAnswer: AdvantageAnswer['headers'] = [['Access-Control-Allow-Origin', '*']];

export function createDynamicRegistrations(dependencies: DynamicDependencies): DynamicRegistrations {
  const { host, stage, clock, random, log, emit } = dependencies;
  let pending: Pending | null = null;
  const secret = (): string => Buffer.from(random.bytes(32)).toString('base64url');

  const found = (id: string): Pending => {
    if (pending?.view.id === id) return pending;
    throw new ProblemError('not-found', { params: { what: 'registration', id } });
  };
  const change = (one: Pending, part: Partial<DynamicRegistration>): void => {
    one.view = { ...one.view, ...part };
    emit({ type: 'registration.changed', id: one.view.id });
  };
  const closeView = (id: string): void => {
    stage.close(id).catch((error) => log.error('the page of a registration did not close', error));
  };

  const heard = (one: Pending, event: StageEvent): void => {
    const { view, masking } = one;
    switch (event.type) {
      case 'hop': {
        if (event.hop.index >= MAX_REGISTRATION_CALLS) return;
        const hops = view.hops.filter(({ index }) => index !== event.hop.index);
        const sorted = [...hops, masking.hop(event.hop)].sort((a, b) => a.index - b.index);
        change(one, { hops: sorted });
        return;
      }
      case 'observed': {
        const asksToClose = event.observations.some(
          (seen) => seen.kind === 'lti-message' && closing.includes(seen.subject),
        );
        if (!asksToClose) return;
        change(one, { closedByTool: true });
        closeView(view.id);
        return;
      }
      case 'closed':
        one.unsubscribe();
        host.retract(view.id);
        change(one, { isClosed: true, ...(view.state === 'waiting' ? { state: 'closed' } : {}) });
        return;
      case 'settled':
        return;
    }
  };

  const record = (
    one: Pending,
    kind: RegistrationCall['kind'],
    request: AdvantageRequest,
    answer: AdvantageAnswer,
    checks: RegistrationCall['checks'],
  ): RegistrationCall[] => {
    const { masking, view } = one;
    const body = new TextDecoder().decode(request.body);
    const { method, url, headers } = masking.request({ ...request, fields: [], body });
    const call = {
      at: clock.now(),
      kind,
      method,
      url,
      headers,
      body: masking.text(body),
      status: answer.status,
      answer: masking.text(answer.body),
      checks,
    };
    return [...view.calls, call].slice(-MAX_REGISTRATION_CALLS);
  };

  const configuration = (id: string, request: AdvantageRequest): AdvantageAnswer => {
    const one = pending?.view.id === id ? pending : null;
    const addresses = one?.view.addresses ?? host.addresses({ id, issuer: dependencies.issuerOf(id) ?? '' });
    const { status, headers, body } = jsonAnswer(200, openidConfiguration(addresses, dependencies.appVersion));
    const answer = { status, headers: [...headers, ...publicAnswer], body };
    if (one !== null && request.method !== 'OPTIONS') {
      change(one, { calls: record(one, 'configuration', request, answer, []) });
    }
    return answer;
  };

  const register = (id: string, request: AdvantageRequest): AdvantageAnswer => {
    if (pending?.view.id !== id) {
      return unauthorisedAnswer('invalid_token', 'No registration is open here. Begin one in Countersign.');
    }
    const one = pending;
    const ids = { clientId: secret().slice(0, 24), deploymentId: '1' };
    const terms = { token: one.token, isTaken: one.view.result !== null, ...ids };
    const { answer, checks, reading } = answerRegistration(request, terms);
    const calls = record(one, 'registration', request, answer, checks);
    change(one, reading === null ? { calls } : { calls, state: 'registered', result: { ...ids, reading } });
    return answer;
  };

  host.mount('openid-configuration', 'server', async (id, _rest, request) => configuration(id, request));
  host.mount('register', 'server', async (id, _rest, request) => register(id, request));

  const forget = (one: Pending): void => {
    one.unsubscribe();
    host.retract(one.view.id);
    closeView(one.view.id);
    if (pending === one) pending = null;
  };

  return {
    begin: async ({ url, withToken, mode }) => {
      if (pending !== null) forget(pending);
      await host.start();
      const id = newId(random);
      const token = withToken ? secret() : null;
      const privateKey = await newRsaKey();
      const addresses = host.addresses({ id, issuer: '' });
      const one: Pending = {
        view: {
          id,
          state: 'waiting',
          startedAt: clock.now(),
          url,
          mode,
          addresses,
          calls: [],
          hops: [],
          isClosed: false,
          closedByTool: false,
          result: null,
          failure: '',
        },
        token,
        privateKey,
        publicJwk: publicHalf(privateKey).publicJwk,
        masking: createMasking({ values: token === null ? [] : [token], names: ['registration_token'] }),
        unsubscribe: () => {},
      };
      one.unsubscribe = stage.onEvent((event) => {
        if (event.exchangeId === id) heard(one, event);
      });
      pending = one;
      const opened = registrationUrl(url, addresses.openidConfiguration, token);
      const page = host.publish(id, async () => registrationPage(opened, mode, secret()));
      try {
        await stage.open({ exchangeId: id, url: page, mode, records: 'launch', thirdPartyCookies: 'allowed' });
      } catch (error) {
        forget(one);
        throw error;
      }
      return one.view;
    },
    progress: (id) => found(id).view,
    complete: (id) => {
      const { view, privateKey } = found(id);
      if (view.result === null) throw new ProblemError('registration.not-finished');
      return { id, privateKey, result: view.result, issuer: view.addresses.issuer };
    },
    abandon: (id) => {
      if (pending?.view.id === id) forget(pending);
    },
    pendingKey: (id) => (pending?.view.id === id ? pending.publicJwk : null),
    close: () => {
      if (pending === null) return;
      const { id } = pending.view;
      forget(pending);
      emit({ type: 'registration.changed', id });
    },
  };
}
