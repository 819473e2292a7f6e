import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeepLinkingRequest } from '../../../../../protocol/models/advantage/launch.ts';
import { noDetails } from '../../../../../protocol/models/vault/credential-details.ts';
import { openTestStorage, recordingLog, someDraft, temporaryFolder } from '../../../../storage/test-support.ts';
import { type AdvantageEndpoint, createAdvantageHost } from '../../platform/host.ts';
import { createAdvantageServices } from '../service.ts';

const pair = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'tool', alg: 'RS256' }] });
const issuer = 'https://lms.example';
const clientId = 'tool-client';
const at = 1_800_000_000_000;

const lti = (name: string) => `https://purl.imsglobal.org/spec/lti/claim/${name}`;
const dl = (name: string) => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;

let draws = 0;
const random = {
  bytes(length: number) {
    draws += 1;
    return new Uint8Array(length).map((_, index) => (draws * 7 + index) % 256);
  },
};

const firstSetup: DeepLinkingRequest = {
  acceptTypes: ['ltiResourceLink', 'link', 'file', 'html', 'image'],
  acceptPresentationDocumentTargets: ['iframe', 'window', 'embed'],
  acceptMediaTypes: '',
  acceptMultiple: true,
  acceptLineItem: true,
  autoCreate: false,
  title: '',
  text: '',
  data: 'opaque',
};

async function openPlatform() {
  const storage = await openTestStorage(temporaryFolder());
  const log = recordingLog();
  const mounted = new Map<string, AdvantageEndpoint>();
  const host = createAdvantageHost({ settings: storage.settings, random, log, isRegistration: () => true });
  await host.start();
  const services = createAdvantageServices({
    host: { ...host, mount: (name, _audience, endpoint) => mounted.set(name, endpoint) },
    storage,
    credentials: { used: () => {} },
    transport: { exchange: () => Promise.reject(new Error('nothing to fetch')) },
    clock: { now: () => at },
    random,
    emit: () => {},
  });
  storage.credentials.insert({
    id: 'reg',
    name: 'Tool',
    kind: 'lti-registration',
    publicParts: { issuer, clientId, deploymentIds: 'd1', keySetUrl: '', keySet, kid: 'platform' },
    secretParts: [],
    allowedHosts: [],
    details: noDetails,
    secretChangedAt: 1,
    previous: [],
    lastUse: null,
    version: 1,
    createdAt: 1,
    updatedAt: 1,
  });
  storage.connections.insert('conn', { ...someDraft(), credentialId: 'reg' }, 1);
  const placement = { id: 'p1', resourceLinkId: 'l1', title: 'First', description: '' };
  storage.roster.putCourse(
    {
      id: 'course',
      title: 'Course',
      label: '',
      contextId: 'c1',
      type: 'CourseSection',
      offeringSourcedId: '',
      sectionSourcedId: '',
      placements: [placement],
    },
    1,
  );
  const offer = (setup: Partial<DeepLinkingRequest>) =>
    services.deepLinking.open({
      ...{ registrationId: 'reg', connectionId: 'conn', courseId: 'course', exchangeId: 'launch', deploymentId: 'd1' },
      setup: { ...firstSetup, ...setup },
    });
  const answer = async (url: string, fields: Record<string, string>, type = 'application/x-www-form-urlencoded') => {
    const endpoint = mounted.get('deep-linking');
    if (endpoint === undefined) throw new Error('not mounted');
    const { pathname } = new URL(url);
    const result = await endpoint('reg', [pathname.split('/').at(-1) ?? ''], {
      method: 'POST',
      url,
      path: pathname,
      query: new URLSearchParams(),
      headers: [['Content-Type', type]],
      body: Buffer.from(new URLSearchParams(fields).toString()),
    });
    const [newest] = storage.serviceCalls.list({ connectionId: 'conn', exchangeId: null, limit: 1 });
    const call = storage.serviceCalls.get(newest?.id ?? '');
    return { ...result, call, failed: call?.checks.filter(({ status }) => status === 'failed').map(({ id }) => id) };
  };
  return { storage, services, offer, answer, close: () => host.close() };
}

let nonces = 0;
async function response(items: unknown, over: JWTPayload = {}, key = pair.privateKey): Promise<string> {
  nonces += 1;
  const now = at / 1000;
  return new SignJWT({
    iss: clientId,
    aud: issuer,
    iat: now,
    exp: now + 60,
    nonce: `n${nonces}`,
    [lti('message_type')]: 'LtiDeepLinkingResponse',
    [lti('version')]: '1.3.0',
    [lti('deployment_id')]: 'd1',
    [dl('data')]: 'opaque',
    [dl('content_items')]: items,
    ...over,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'tool' })
    .sign(key);
}

const link = {
  type: 'ltiResourceLink',
  title: 'Chapter 2',
  url: 'https://tool.example/2',
  custom: { chapter: '2' },
  lineItem: { scoreMaximum: 20, tag: 'quiz' },
};

let platform: Awaited<ReturnType<typeof openPlatform>>;
beforeEach(async () => {
  platform = await openPlatform();
  return () => platform.close();
});

describe('a deep linking response', () => {
  test('that is right is taken over: links are launchable, with their line item', async () => {
    const { storage, services, offer, answer } = platform;
    const page = { type: 'html', html: '<script>alert(1)</script>', title: '<b>Page</b>' };
    const { status, body, call } = await answer(offer({}), {
      JWT: await response([link, page], { [dl('msg')]: 'Done.' }),
    });
    expect([status, call?.verdict, call?.exchangeId]).toEqual([200, 'accepted', 'launch']);
    expect(body).toContain('Chapter 2');
    expect(body).toContain('&lt;b&gt;Page');
    expect(body).not.toContain('<script>');
    const stored = storage.contentItems.list('conn');
    expect(stored.map(({ type }) => type).sort()).toEqual(['html', 'ltiResourceLink']);
    const placement = storage.roster.course('course')?.placements[1];
    expect(placement?.title).toBe('Chapter 2');
    expect(services.deepLinking.linkAt('conn', placement?.id ?? '')).toEqual({
      title: 'Chapter 2',
      text: null,
      url: 'https://tool.example/2',
      custom: [['chapter', '2']],
    });
    expect(services.deepLinking.linkAt('other', placement?.id ?? '')).toBeNull();
    expect(storage.lineItems.list({ connectionId: 'conn' })).toMatchObject([
      {
        label: 'Chapter 2',
        scoreMaximum: 20,
        tag: 'quiz',
        resourceLinkId: placement?.resourceLinkId,
        createdBy: 'deep-linking',
      },
    ]);
  });

  test('may bring nothing, and keeps no signature', async () => {
    const { offer, answer } = platform;
    const jwt = await response(undefined, { [dl('errormsg')]: 'Cancelled' });
    const { status, call, body } = await answer(offer({}), { JWT: jwt });
    expect([status, call?.verdict]).toEqual([200, 'accepted']);
    expect(body).toContain('Cancelled');
    expect(JSON.stringify(call)).not.toContain(jwt.split('.')[2]);
    expect(call?.token?.claims[dl('data')]).toBe('opaque');
  });

  const now = at / 1000;
  test.each<[string, JWTPayload, string]>([
    ['from another tool', { iss: 'other' }, 'response.iss'],
    ['for another platform', { aud: 'https://other.example' }, 'response.aud'],
    ['that ran out', { iat: now - 900, exp: now - 600 }, 'response.exp'],
    ['from the future', { iat: now + 600, exp: now + 700 }, 'response.iat'],
    ['without a nonce', { nonce: undefined }, 'response.nonce'],
    ['of another type', { [lti('message_type')]: 'LtiDeepLinkingRequest' }, 'response.message_type'],
    ['of another version', { [lti('version')]: '1.3' }, 'response.version'],
    ['of another deployment', { [lti('deployment_id')]: 'd2' }, 'response.deployment_id'],
    ['without the data', { [dl('data')]: undefined }, 'response.data'],
    ['with items that are no list', { [dl('content_items')]: { 0: link } }, 'response.content_items'],
  ])('%s is refused, and nothing is taken over', async (_what, over, check) => {
    const { storage, offer, answer } = platform;
    const { status, failed, body } = await answer(offer({}), { JWT: await response([link], over) });
    expect([status, failed]).toEqual([400, [check]]);
    expect(body).toContain('refused');
    expect(storage.contentItems.list('conn')).toEqual([]);
    expect(storage.roster.course('course')?.placements).toHaveLength(1);
  });

  test('signed by somebody else, sent twice, under another name or in another form is refused', async () => {
    const { offer, answer } = platform;
    const forged = await answer(offer({}), { JWT: await response([link], {}, stranger.privateKey) });
    expect([forged.status, forged.failed]).toEqual([400, ['response.signature']]);
    const jwt = await response([]);
    const url = offer({});
    expect((await answer(url, { JWT: jwt })).status).toBe(200);
    expect((await answer(url, { JWT: jwt })).failed).toEqual(['response.nonce']);
    expect((await answer(url, { JWT: await response([]) })).call?.verdict).toBe('remarked');
    expect((await answer(offer({}), { jwt })).failed).toContain('form');
    expect((await answer(offer({}), { JWT: jwt }, 'text/plain')).failed).toContain('form');
    expect((await answer(`${url}x`, { JWT: jwt })).status).toBe(404);
  });

  test('is held to the request it answers', async () => {
    const { storage, offer, answer } = platform;
    const two = await answer(offer({ acceptMultiple: false }), { JWT: await response([link, link]) });
    expect(two.failed).toEqual(['response.content_items']);
    const types = await answer(offer({ acceptTypes: ['link'] }), {
      JWT: await response([link, { type: 'link', url: 'https://a.example/' }]),
    });
    expect([types.status, types.failed]).toEqual([200, ['items.0.type']]);
    expect(storage.contentItems.list('conn').map(({ type }) => type)).toEqual(['link']);
    const image = { type: 'image', url: 'https://a.example/a.png', mediaType: 'image/png' };
    const media = await answer(offer({ acceptMediaTypes: 'application/pdf, video/*' }), {
      JWT: await response([image]),
    });
    expect(media.failed).toEqual(['items.0.mediaType']);
    const framed = { ...link, iframe: { width: 1 } };
    const target = await answer(offer({ acceptPresentationDocumentTargets: ['window'] }), {
      JWT: await response([framed]),
    });
    expect(target.failed).toEqual(['items.0.presentation']);
    const graded = await answer(offer({ acceptLineItem: false }), { JWT: await response([link]) });
    expect([graded.failed, graded.call?.verdict]).toEqual([[], 'remarked']);
    expect(storage.lineItems.list({ connectionId: 'conn' })).toEqual([]);
  });

  test.each([
    [{ type: 'link' }, 'url'],
    [{ type: 'link', url: 'javascript:alert(1)' }, 'url'],
    [{ type: 'link', url: 'https://a.example/', iframe: { width: 5 } }, 'iframe.src'],
    [{ type: 'ltiResourceLink', custom: { a: 1 } }, 'custom'],
    [{ type: 'ltiResourceLink', lineItem: { label: 'x' } }, 'lineItem.scoreMaximum'],
    [{ type: 'file', url: 'https://a.example/', expiresAt: 'soon' }, 'expiresAt'],
    [{ type: 'html' }, 'html'],
    [{ type: 'image', url: 'https://a.example/', width: 'wide' }, 'width'],
    [{ type: 'image', url: 'https://a.example/', icon: {} }, 'icon.url'],
    [{ url: 'https://a.example/' }, 'type'],
    ['link', 'type'],
  ])('keeps %j from being taken over', async (item, member) => {
    const { storage, offer, answer } = platform;
    const { failed } = await answer(offer({}), { JWT: await response([item]) });
    expect(failed).toEqual([`items.0.${member}`]);
    expect(storage.contentItems.list('conn')).toEqual([]);
  });
});
