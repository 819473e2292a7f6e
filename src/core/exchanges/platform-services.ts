import type { FilledForm } from '../../protocol/commands/exchanges.ts';
import type { PlatformPart } from '../../protocol/models/lti/launch-setup.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { readSelection } from '../lti/content-item/selection.ts';
import { answerOutcome } from '../lti/outcomes/service.ts';
import type { PlatformUrls } from '../lti/platform-fields.ts';
import type { PlatformAnswer, PlatformHost, PlatformServiceKind } from '../lti/platform-host.ts';
import { returnedPage, selectionPage } from '../lti/platform-pages.ts';
import { returnMessage } from '../lti/return-message.ts';
import { createNonceMemory, type NonceMemory, type SignatureCheck } from '../lti/service-signature.ts';
import type { Clock, Random } from '../ports.ts';
import { verify } from '../signing/index.ts';
import type { GradesRepository } from '../storage/repositories/grades.ts';
import type { OpenCredential } from '../vault/credentials/credential-parts.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import { newId } from '../vault/new-id.ts';
import type { ExchangeRecord } from './recording/record.ts';
import { type ConsumerSecret, withSignatureCause } from './service-signature-cause.ts';

type Ports = {
  platform: PlatformHost;
  credentials: Credentials;
  grades: GradesRepository;
  clock: Clock;
  random: Random;
};

/** What the platform host answers for one launch. */
export type LaunchServices = {
  urls: PlatformUrls;
  /** Tells where to record what comes, and makes the gradebook cell of a launch that has a result. */
  begin(record: ExchangeRecord, request: SignedRequest): void;
};

/** What the platform host answers for launches. */
export type PlatformServices = {
  /** `credential`: what the tool has to sign with. Without a `platform` in the form nothing is offered. */
  offer(exchangeId: string, form: FilledForm, credential: OpenCredential | null): LaunchServices;
  /** URLs for a preview, at which nobody answers. */
  example(): PlatformUrls;
};

const html = 'text/html; charset=utf-8';
const noneOffered: PlatformPart = { returnUrl: false, outcomes: false, contentItems: null };

export function createPlatformServices(ports: Ports): PlatformServices {
  const nonces = createNonceMemory();
  const example = (): PlatformUrls => ({
    returnUrl: ports.platform.example('return'),
    outcomes: ports.platform.example('outcomes'),
    contentItems: ports.platform.example('content-items'),
  });
  return {
    example,
    offer: (id, form, credential) => offerServices(id, form, credential, { ...ports, nonces, example }),
  };
}

function offerServices(
  exchangeId: string,
  form: FilledForm,
  credential: OpenCredential | null,
  {
    platform,
    credentials,
    grades,
    clock,
    random,
    nonces,
    example,
  }: Ports & {
    nonces: NonceMemory;
    example(): PlatformUrls;
  },
): LaunchServices {
  const { returnUrl, outcomes, contentItems } = form.platform ?? noneOffered;
  const now = () => clock.now();
  let record: ExchangeRecord | null = null;
  const open = consumerSecret(credential, credentials);
  const check = signatureCheck(open, () => formerSecrets(credential, credentials), now);
  const urls = example();

  const offered = (kind: PlatformServiceKind, service: Parameters<PlatformHost['offer']>[2]): string =>
    platform.offer(kind, exchangeId, service);

  if (returnUrl) {
    urls.returnUrl = offered('return', async ({ method, query }) => {
      const returned = returnMessage(query, now());
      if (method === 'GET') record?.platform({ returned });
      return page(returnedPage(returned));
    });
  }
  if (outcomes) {
    urls.outcomes = offered('outcomes', async (request) => {
      const { connectionId } = form;
      const newMessageId = () => newId(random);
      const { answer, call } = answerOutcome(request, {
        connectionId,
        grades,
        verify: check,
        nonces,
        now,
        newMessageId,
      });
      const { method, url, headers } = request;
      const message = { method, url, headers, body: Buffer.from(request.body).toString('utf8') };
      const findings = await withSignatureCause(call.findings, message, open, clock);
      record?.platform({ outcome: { ...call, findings } });
      return answer;
    });
  }
  if (contentItems !== null) {
    urls.contentItems = offered('content-items', async (request) => {
      const selection = readSelection(request, { request: contentItems, verify: check, nonces, now });
      const message = { method: request.method, url: request.url, headers: [], fields: selection.fields };
      const findings = await withSignatureCause(selection.findings, message, open, clock);
      const judged = { ...selection, findings };
      record?.platform({ contentItems: judged });
      return page(selectionPage(judged));
    });
  }

  return {
    urls,
    begin(started, request) {
      record = started;
      const field = (name: string): string => request.fields.find(([candidate]) => candidate === name)?.[1] ?? '';
      const sourcedId = field('lis_result_sourcedid');
      if (!outcomes || sourcedId === '') return;
      const { connectionId } = form;
      const [userId, contextId, resourceLinkId] = [field('user_id'), field('context_id'), field('resource_link_id')];
      grades.issue({ connectionId, sourcedId, exchangeId, userId, contextId, resourceLinkId }, now());
    },
  };
}

function page(body: string): PlatformAnswer {
  return { status: 200, contentType: html, body };
}

/** Opens the credential anew for each message, so that a locked vault is locked and a changed secret counts. */
function consumerSecret(credential: OpenCredential | null, credentials: Credentials): ConsumerSecret {
  return () => {
    const opened = credential === null ? null : credentials.open(credential.id);
    if (opened?.kind === 'oauth-consumer') return { key: opened.consumerKey, secret: opened.secret };
    throw new ProblemError('credential.missing', {
      params: { connection: '' },
      detail: 'The launch was not signed with a consumer key and secret, so its tool has none to sign with.',
    });
  };
}

type FormerSecret = ReturnType<ConsumerSecret> & { until: number | null };

/** What the tool may still sign with, as its administrator has not entered the new secret yet. */
function formerSecrets(credential: OpenCredential | null, credentials: Credentials): FormerSecret[] {
  if (credential === null) return [];
  return credentials
    .openPrevious(credential.id)
    .flatMap((one) =>
      one.kind === 'oauth-consumer' ? [{ key: one.consumerKey, secret: one.secret, until: one.until }] : [],
    );
}

/** The present secret first. A message only a previous one fits is right as well, as long as the overlap lasts. */
function signatureCheck(open: ConsumerSecret, former: () => FormerSecret[], now: () => number): SignatureCheck {
  return (message) => {
    const check = (credential: ReturnType<ConsumerSecret>) =>
      verify({ scheme: 'oauth1', ...message, credential, now: Math.floor(now() / 1000) });
    const checked = check(open());
    if (checked.verdict === 'valid') return checked;
    for (const { key, secret, until } of former()) {
      const before = check({ key, secret });
      if (before.verdict === 'valid') return { ...before, previous: { until } };
    }
    return checked;
  };
}
