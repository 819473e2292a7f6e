import type { AppEvent } from '../../../../protocol/events.ts';
import type { LinkPlacement } from '../../../../protocol/models/lti/roster.ts';
import type { Clock, Random, Transport } from '../../../ports.ts';
import type { Storage } from '../../../storage/open-storage.ts';
import type { Credentials } from '../../../vault/credentials/credentials.ts';
import { newId } from '../../../vault/new-id.ts';
import { endpointUrl } from '../platform/addresses.ts';
import type { AdvantageEndpoint, AdvantageHost } from '../platform/host.ts';
import { resourceAt } from './course.ts';
import { createDeepLinking, type DeepLinking } from './deep-linking/endpoint.ts';
import { lineItemOfLink } from './grades/platform-line-item.ts';
import { problemAnswer, type ServiceRequest } from './http.ts';
import { createLaunches, offeredScopes, tellingOf } from './launches.ts';
import { negotiated, type Operation, type Resource } from './operation.ts';
import { type Caller, createRecorder, type HandledCall } from './recorder.ts';
import { toolRegistration } from './registration.ts';
import { createAccessTokens } from './token/access-tokens.ts';
import { answerTokenRequest } from './token/endpoint.ts';
import { createToolKeys } from './tool-keys.ts';
import { createUsedIds } from './used-ids.ts';

/** Addresses of the services of one course, as launches hand them out. */
export type ServiceAddresses = { memberships: string; lineItems: string; groups: string; groupSets: string };

/** The services of the platform (LTI Advantage). */
export type AdvantageServices = {
  /** Throws when the host is not started. */
  addresses(of: { registrationId: string; connectionId: string; courseId: string }): ServiceAddresses;
  /**
   * Address of the only line item of a resource link of the roster; `null` for none or several (AGS 2.0 §3.1). For a link that has
   * none, `create` makes one, and `example` tells an address at which there is nothing.
   */
  lineItemUrl(
    of: { registrationId: string; connectionId: string; courseId: string; link: LinkPlacement },
    otherwise: 'none' | 'create' | 'example',
  ): string | null;
  deepLinking: DeepLinking;
  /** Ends the access tokens of a registration, as their expiry would. Returns how many there were. */
  revokeTokens(registrationId: string): number;
};

export type AdvantageServicesPorts = {
  host: AdvantageHost;
  storage: Storage;
  credentials: Pick<Credentials, 'used'>;
  transport: Transport;
  clock: Clock;
  random: Random;
  emit(event: AppEvent): void;
};

/** Mounts token endpoint, deep linking and services on the host, and records every call. */
export function createAdvantageServices(ports: AdvantageServicesPorts): AdvantageServices {
  const { host, storage, credentials, clock, random, emit } = ports;
  const id = () => newId(random);
  const now = () => clock.now();
  const keys = createToolKeys(ports);
  const assertions = createUsedIds();
  const tokens = createAccessTokens(ports);
  const launches = createLaunches(storage);
  const recorder = createRecorder({ serviceCalls: storage.serviceCalls, newId: id, now, emit });
  const registrationOf = (registrationId: string) => {
    const credential = storage.credentials.get(registrationId);
    return credential === undefined ? null : toolRegistration(credential);
  };
  const connectionsOf = (registrationId: string) =>
    storage.connections.list().filter(({ credentialId }) => credentialId === registrationId);
  const courseUrl = (registrationId: string, connectionId: string, courseId: string): string =>
    endpointUrl(
      host.origins().server,
      registrationId,
      `${encodeURIComponent(connectionId)}/${encodeURIComponent(courseId)}`,
    );

  const answerToken: AdvantageEndpoint = async (registrationId, rest, request) => {
    const registration = registrationOf(registrationId);
    if (registration === null || rest.length > 0) return nothing;
    const connections = connectionsOf(registrationId);
    const launch = launches.newest(connections);
    const { token: tokenUrl, issuer } = host.addresses(registration);
    const outcome = await answerTokenRequest(request, {
      registration,
      tokenUrl,
      issuer,
      offered: offeredScopes(launch),
      keys,
      used: assertions,
      tokens,
      now: now(),
    });
    const caller = {
      registrationId,
      connectionId: launch?.connectionId ?? null,
      courseId: null,
      exchangeId: launch?.id ?? null,
    };
    if (outcome.answer.status === 200) {
      const connection = connections.find(({ id }) => id === launch?.connectionId) ?? connections[0];
      credentials.used(registrationId, {
        purpose: 'service',
        connectionId: connection?.id ?? null,
        connection: connection?.name ?? '',
        operation: 'Access token',
      });
    }
    recorder.record(caller, request, { service: 'token', operation: 'requestToken', ...outcome });
    return outcome.answer;
  };

  const answerService: AdvantageEndpoint = async (
    registrationId,
    [connectionId = '', courseId = '', ...path],
    request,
  ) => {
    const connection = connectionsOf(registrationId).find((one) => one.id === connectionId);
    const launch = connection === undefined ? null : launches.newest([connection]);
    const course = storage.roster.course(courseId);
    const resource =
      connection === undefined || course === undefined
        ? undefined
        : resourceAt(
            {
              storage,
              connectionId,
              course,
              telling: tellingOf(launch),
              baseUrl: courseUrl(registrationId, connectionId, courseId),
              newId: id,
              now,
            },
            path,
          );
    const caller: Caller = {
      registrationId,
      connectionId: connection === undefined ? null : connectionId,
      courseId: course === undefined ? null : courseId,
      exchangeId: launch?.id ?? null,
    };
    const call = answerResource(resource, path, request, (operation) =>
      tokens.authorise(request, registrationId, operation.scopes),
    );
    recorder.record(caller, request, call);
    return call.answer;
  };

  const deepLinking = createDeepLinking({ ...ports, keys, recorder, registrationOf });
  host.mount('token', 'server', answerToken);
  host.mount('service', 'server', answerService);
  host.mount('deep-linking', 'browser', deepLinking.endpoint);

  return {
    addresses({ registrationId, connectionId, courseId }) {
      const base = courseUrl(registrationId, connectionId, courseId);
      return {
        memberships: `${base}/memberships`,
        lineItems: `${base}/lineitems`,
        groups: `${base}/groups`,
        groupSets: `${base}/groups/sets`,
      };
    },
    lineItemUrl({ registrationId, connectionId, courseId, link }, otherwise) {
      const { resourceLinkId } = link;
      const items = storage.lineItems
        .list({ connectionId, courseId })
        .filter((item) => item.resourceLinkId === resourceLinkId);
      const url = (itemId: string) => `${courseUrl(registrationId, connectionId, courseId)}/lineitems/${itemId}`;
      if (items.length === 0 && otherwise === 'example') return url('x'.repeat(32));
      if (items.length === 0 && otherwise === 'create') {
        const item = lineItemOfLink(link, { id: id(), connectionId, courseId, at: now() });
        storage.lineItems.insert(item);
        emit({ type: 'services.changed', connectionId, call: null });
        items.push(item);
      }
      const [item] = items;
      return item === undefined || items.length > 1 ? null : url(item.id);
    },
    deepLinking: deepLinking.deepLinking,
    revokeTokens: (registrationId) => tokens.revoke(registrationId),
  };
}

const nothing = problemAnswer(404, 'Not Found', 'There is nothing at this address.');

/** What a tool without a good token learns of an address: nothing, not even whether there is one. */
function answerResource(
  resource: Resource | undefined,
  path: readonly string[],
  request: ServiceRequest,
  authorise: (
    operation: Pick<Operation, 'scopes'>,
  ) => Pick<HandledCall, 'checks'> & { refusal: HandledCall['answer'] | null },
): HandledCall {
  const operation = resource?.[request.method] ?? (request.method === 'HEAD' ? resource?.GET : undefined);
  const { service, name } = operation ?? namedBy(resource, path, request.method);
  const call = { service, operation: name };
  const { checks, refusal } = authorise(
    operation ?? { scopes: Object.values(resource ?? {}).flatMap(({ scopes }) => scopes) },
  );
  const withoutToken = checks.some(({ id, status }) => id === 'access-token' && status === 'failed');
  if (refusal !== null && (operation !== undefined || withoutToken)) {
    const seen = checks.find(({ status }) => status === 'failed')?.seen ?? '';
    return { ...call, checks, answer: refusal, headline: `Refused with ${refusal.status}: ${seen}` };
  }
  if (resource === undefined) {
    return { ...call, checks: [], answer: nothing, headline: 'Refused with 404: there is nothing at this address.' };
  }
  if (operation === undefined) {
    const allowed = Object.keys(resource).join(', ');
    const answer = problemAnswer(405, 'Method Not Allowed', `This address takes ${allowed}.`, [['Allow', allowed]]);
    return { ...call, checks: [], answer, headline: `Refused with 405: this address takes ${allowed}.` };
  }
  const handled = negotiated(operation, request);
  return { ...call, ...handled, checks: [...checks, ...handled.checks] };
}

/** As what a call is kept that no operation answers. */
function namedBy(resource: Resource | undefined, path: readonly string[], method: string) {
  const [known] = Object.values(resource ?? {});
  const service =
    known?.service ??
    (path.includes('scores')
      ? 'scores'
      : path.includes('results')
        ? 'results'
        : path[0] === 'lineitems'
          ? 'line-items'
          : 'memberships');
  return { service, name: method.slice(0, 20) } as const;
}
