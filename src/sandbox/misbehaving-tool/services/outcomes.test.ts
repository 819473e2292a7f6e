import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { hmacsign } from 'oauth-sign';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../start.ts';
import { startSandbox } from '../../start.ts';
import { credentials, fieldOf, testOptions } from '../../test-support.ts';
import { launch } from '../test-support.ts';

let sandbox: Sandbox;
let calls: { authorization: string; body: string }[] = [];
const platform = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    calls.push({ authorization: request.headers.authorization ?? '', body });
    response.statusCode = 401;
    response.end('<imsx_description>OAuth signature is not valid</imsx_description>');
  });
});

function serviceUrl(): string {
  const address = platform.address();
  if (typeof address !== 'object' || address === null) throw new Error('The platform of the test does not listen.');
  return `http://127.0.0.1:${address.port}/grade?link=7`;
}

beforeAll(async () => {
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  sandbox = await startSandbox(testOptions);
});
afterAll(async () => {
  await sandbox.close();
  platform.close();
});

/** Whether hash and signature of the one call are right for what the platform got. */
async function returned(id: string): Promise<{ hash: boolean; signature: boolean; said: string | null; body: string }> {
  calls = [];
  const fields = { lis_outcome_service_url: serviceUrl(), lis_result_sourcedid: 'result<7>' };
  const page = await launch(sandbox.urls.misbehavingTool, id, { fields });
  const [call = { authorization: '', body: '' }] = calls;
  const { oauth_signature: signature, ...sent } = Object.fromEntries(
    [...call.authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  );
  const base = serviceUrl().split('?', 1)[0] ?? '';
  return {
    hash: sent.oauth_body_hash === createHash('sha1').update(call.body).digest('base64'),
    signature: signature === hmacsign('POST', base, { ...sent, link: '7' }, credentials.misbehavingTool.secret),
    said: fieldOf(page.body, 'outcome'),
    body: call.body,
  };
}

it('returns a grade with the hash of another body', async () => {
  const { hash, signature, said, body } = await returned('outcomes-body-hash');
  expect({ hash, signature }).toEqual({ hash: false, signature: true });
  expect(said).toBe('Returning the grade was answered with 401 OAuth signature is not valid');
  expect(body).toContain('<sourcedId>result&lt;7&gt;</sourcedId>');
});

it('returns a grade signed for another address', async () => {
  const { hash, signature } = await returned('outcomes-url');
  expect({ hash, signature }).toEqual({ hash: true, signature: false });
});

it('calls nobody but this machine', async () => {
  const fields = { lis_outcome_service_url: 'https://lms.example/grade', lis_result_sourcedid: '7' };
  const page = await launch(sandbox.urls.misbehavingTool, 'outcomes-url', { fields });
  expect(fieldOf(page.body, 'outcome')).toContain('not on this machine');
});
