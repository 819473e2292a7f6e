import { afterAll, beforeAll, expect } from 'vitest';
import type { CheckFinding } from '../../../src/protocol/models/diagnosis.ts';
import { ltiClaim } from '../../fixtures/advantage-platform.ts';
import { HarRecorder } from '../../fixtures/har-recorder.ts';
import { type ServicePlatform, startServicePlatform } from '../../fixtures/service-platform.ts';
import { Bench } from '../bench.ts';
import { row } from './row.ts';

let bench: Bench;
let platform: ServicePlatform;
beforeAll(async () => {
  bench = new Bench();
  platform = await startServicePlatform();
});
afterAll(async () => {
  await platform.close();
  await bench.remove();
});

const dlClaim = (name: string) => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;
const item = { type: 'ltiResourceLink', title: 'Quiz 1', url: 'https://tool.example/quiz/1' };

type Answering = {
  claims?: Readonly<Record<string, unknown>>;
  header?: Readonly<Record<string, string>>;
  field?: string;
  path?: string;
  items?: readonly unknown[];
};

/** What the doctor says of a selection of content: the platform's request to the tool, and the tool's answer to the platform. */
async function selected({ claims = {}, header, field = 'JWT', path = '/content', items = [item] }: Answering = {}) {
  const record = new HarRecorder();
  const seconds = Math.floor(Date.now() / 1000);
  const times = { iat: seconds, exp: seconds + 300 };
  const common = { [ltiClaim('version')]: '1.3.0', [ltiClaim('deployment_id')]: 'd-1' };
  const request = await platform.signed({
    ...times,
    ...common,
    iss: platform.origin,
    aud: platform.clientId,
    sub: 'u-1',
    nonce: 'nonce-of-request',
    [ltiClaim('message_type')]: 'LtiDeepLinkingRequest',
    [dlClaim('deep_linking_settings')]: {
      deep_link_return_url: `${platform.origin}/content`,
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe'],
      accept_multiple: false,
      data: 'opaque',
    },
  });
  await record.form(`${platform.origin}/content`, { id_token: request, state: 's-1' });
  const answer = await platform.signed(
    {
      ...times,
      ...common,
      iss: platform.clientId,
      aud: platform.origin,
      nonce: 'nonce-of-answer',
      [ltiClaim('message_type')]: 'LtiDeepLinkingResponse',
      [dlClaim('content_items')]: items,
      [dlClaim('data')]: 'opaque',
      ...claims,
    },
    header,
  );
  await record.form(`${platform.origin}${path}`, { [field]: answer });
  const { checks } = await bench.call('diagnosis.paste', { text: record.text() });
  return checks.filter(({ id }) => id === 'OI-10');
}

const errors = (findings: readonly CheckFinding[]) =>
  findings.flatMap(({ severity, title }) => (severity === 'error' ? [title] : []));

row('C1', 'iss and aud of the answer are not exchanged, or it names no key', async () => {
  const unturned = await selected({ claims: { iss: platform.origin, aud: platform.clientId } });
  expect(errors(unturned)).toEqual(['iss and aud were not exchanged.']);
  expect(unturned[0]?.owner).toBe('tool-vendor');
  expect(errors(await selected({ header: { kid: '' } }))).toEqual(['The answer names no key.']);
  expect(errors(await selected())).toEqual([]);
});

row('C2', 'the answer goes to another address, or in another field', async () => {
  expect(errors(await selected({ field: 'jwt' }))).toEqual(['The form field has another name.']);
  expect(errors(await selected({ path: '/login' }))).toEqual(['The answer goes to another address.']);
  expect(errors(await selected())).toEqual([]);
});

row('C3', 'items that were not asked for, several of them, or data that did not go back', async () => {
  expect(errors(await selected({ items: [{ type: 'html', html: '<p>x</p>' }] }))).toHaveLength(1);
  expect(errors(await selected({ items: [item, item] }))).toHaveLength(1);
  expect(errors(await selected({ claims: { [dlClaim('data')]: undefined } }))).toEqual(['data did not go back.']);
  expect(errors(await selected())).toEqual([]);
});
