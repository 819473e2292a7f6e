import { describe, expect, test } from 'vitest';
import type { ContentItemRequest } from '../../../protocol/models/lti/lti.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { signInputSchema } from '../../../protocol/models/signing.ts';
import { createMemoryNonceLedger, createNonceSource, sign, verify } from '../../signing/index.ts';
import type { PlatformRequest } from '../platform-host.ts';
import { createNonceMemory } from '../service-signature.ts';
import { CONTENT_ITEM_CONTEXT, readSelection } from './selection.ts';

const url = 'http://platform.localhost:1234/content-items/token';
const now = 1_790_000_000_000;
const credential = { key: 'test-key', secret: 'test&secret' };
const asked: ContentItemRequest = {
  acceptMediaTypes: ['application/vnd.ims.lti.v1.ltilink', 'image/*'],
  presentationTargets: ['iframe'],
  data: 'opaque & <data>',
};
const link = {
  '@type': 'LtiLinkItem',
  mediaType: 'application/vnd.ims.lti.v1.ltilink',
  title: 'Quiz',
  url: 'https://tool.example/quiz',
  custom: { chapter: '3' },
};
const items = (...graph: unknown[]): string => JSON.stringify({ '@context': CONTENT_ITEM_CONTEXT, '@graph': graph });

function fields(changes: Record<string, string | null> = {}): Pairs {
  const all = {
    lti_message_type: 'ContentItemSelection',
    lti_version: 'LTI-1p0',
    content_items: items(link),
    data: 'opaque & <data>',
    ...changes,
  };
  return Object.entries(all).flatMap(([name, value]): Pairs => (value === null ? [] : [[name, value]]));
}

function posted(pairs: Pairs): PlatformRequest {
  return {
    method: 'POST',
    url,
    query: new URLSearchParams(),
    headers: [['content-type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: new TextEncoder().encode(new URLSearchParams(pairs).toString()),
  };
}

function signed(params: Pairs, secret = credential.secret): PlatformRequest {
  const input = { scheme: 'oauth1', method: 'POST', url, params, credential: { ...credential, secret } };
  const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
  const nonces = createNonceSource(random, createMemoryNonceLedger());
  return posted(sign(signInputSchema.parse(input), { clock: { now: () => now }, random, nonces }).request.fields);
}

function read(request: PlatformRequest, asking: ContentItemRequest = asked, memory = createNonceMemory()) {
  return readSelection(request, {
    request: asking,
    verify: (message) => verify({ scheme: 'oauth1', ...message, credential, now: now / 1000 }),
    nonces: memory,
    now: () => now,
  });
}
const idsOf = (selection: ReturnType<typeof read>) => selection.findings.map(({ id, level }) => `${level} ${id}`);

test('a signed answer is verified and its items are read', () => {
  const selection = read(signed(fields({ lti_msg: 'Done', lti_log: 'picked one' })));
  expect(selection).toMatchObject({
    verified: true,
    findings: [],
    message: 'Done',
    log: 'picked one',
    errorMessage: null,
    data: 'opaque & <data>',
  });
  expect(selection.items).toEqual([
    {
      type: 'LtiLinkItem',
      mediaType: 'application/vnd.ims.lti.v1.ltilink',
      title: 'Quiz',
      text: null,
      url: 'https://tool.example/quiz',
      json: JSON.stringify(link),
    },
  ]);
});

test('an answer without items is legal: the user changed their mind', () => {
  expect(read(signed(fields({ content_items: null, lti_errormsg: 'Cancelled' })))).toMatchObject({
    items: [],
    findings: [],
    errorMessage: 'Cancelled',
  });
});

describe('signatures', () => {
  test('of another secret are refused', () => {
    expect(read(signed(fields(), 'other'))).toMatchObject({ verified: false });
  });

  test('are needed unless accept_unsigned was sent', () => {
    expect(read(posted(fields()))).toMatchObject({ verified: null });
    expect(idsOf(read(posted(fields())))).toEqual(['error unsigned']);
    expect(idsOf(read(posted(fields()), { ...asked, acceptUnsigned: true }))).toEqual(['warning unsigned']);
  });

  test('count once', () => {
    const memory = createNonceMemory();
    const request = signed(fields());
    expect(read(request, asked, memory).verified).toBe(true);
    expect(idsOf(read(request, asked, memory))).toEqual(['error nonce-used']);
  });
});

describe('what is found', () => {
  const two = items(link, { ...link, title: 'Other' });
  test.each<[string, Record<string, string | null>, string[]]>([
    ['another message type', { lti_message_type: 'basic-lti-launch-request' }, ['error lti_message_type']],
    ['no version', { lti_version: null }, ['error lti_version']],
    ['no JSON', { content_items: '{' }, ['error content-items']],
    ['a bare list', { content_items: JSON.stringify([link]) }, ['error content-items']],
    ['no graph', { content_items: '{"@context":"x"}' }, ['error content-items']],
    ['another context', { content_items: JSON.stringify({ '@graph': [link] }) }, ['warning content-context']],
    ['an item that is none', { content_items: items(link, 'text') }, ['error content-items-skipped']],
    ['an item without media type', { content_items: items({ '@type': 'ContentItem' }) }, ['error content-item-type']],
    ['two items', { content_items: two }, ['error accept-multiple']],
    [
      'a type nobody asked for',
      { content_items: items({ ...link, mediaType: 'text/html' }) },
      ['warning accept-media-types'],
    ],
    ['a type of a family asked for', { content_items: items({ ...link, mediaType: 'image/png; x=1' }) }, []],
    ['changed data', { data: 'opaque' }, ['error data']],
    ['lost data', { data: null }, ['error data']],
  ])('%s', (_case, changes, expected) => {
    expect(idsOf(read(signed(fields(changes))))).toEqual(expected);
  });

  test('two items are fine where they are accepted', () => {
    expect(idsOf(read(signed(fields({ content_items: two })), { ...asked, acceptMultiple: true }))).toEqual([]);
  });

  test('a body that is no form', () => {
    const request = { ...posted([]), headers: [['Content-Type', 'application/json']] satisfies Pairs };
    expect(idsOf(read(request))).toContain('error content-type');
  });
});
