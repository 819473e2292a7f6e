import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { originOf } from '../fixtures/listening.ts';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
let platform: { origin: string; close(): Promise<void> };
let published = '';
let token = '';
/** Answers a request for the key set that is slow. */
let answerSlowly: () => void = () => undefined;

const lti = (name: string) => `https://purl.imsglobal.org/spec/lti/claim/${name}`;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  published = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'p1', alg: 'RS256', use: 'sig' }] });
  token = await new SignJWT({
    nonce: 'nonce-0000000001',
    [lti('message_type')]: 'LtiResourceLinkRequest',
    [lti('version')]: '1.3.0',
    [lti('deployment_id')]: 'd-1',
    [lti('target_link_uri')]: 'https://tool.example/start',
    [lti('resource_link')]: { id: 'r-1' },
    [lti('roles')]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'p1' })
    .setIssuer('https://lms.example')
    .setAudience('client-1')
    .setSubject('u-1')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  const server = createServer((request, response) => {
    const answer = () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(published);
    if (request.url === '/moved') response.writeHead(302, { Location: '/jwks' }).end();
    else if (request.url === '/slow') answerSlowly = answer;
    else answer();
  });
  platform = await originOf(server);
  running = await launchApp();
  pages = pagesOf(running.window);
});
afterAll(async () => {
  await running.close();
  await platform.close();
});

test('a registration is checked as it is typed, and its key set when asked', async () => {
  await pages.shell.goTo('Doctor');
  const { setup, show } = pages.doctor;
  await show('Setup check');
  await seen(setup.findings).toContainText('Nothing to check yet');
  await setup.field('Issuer').fill('https://lms.example');
  await seen(setup.findings.getByRole('status')).toHaveText('Nothing wrong found');
  await setup.field('Target link URI').fill('https://tool.example/launch');
  await setup.field('Redirect URIs').fill('https://tool.example/launch/');
  await setup.field('Client ID').fill('client-1\u200b');
  await seen(setup.findings.getByRole('article', { name: /client id holds characters/ })).toContainText('CFG-01');
  await seen(setup.findings.getByRole('article').filter({ hasText: 'CFG-06' })).toContainText('slash');
  await setup.field('Address of the key set').fill(`${platform.origin}/moved`);
  await setup.fetch.click();
  await seen(setup.form).toContainText('1 key');
  await seen(setup.findings.getByRole('article', { name: 'The key set is behind a redirect.' })).toContainText(
    'NET-09',
  );
  await seen(setup.field('Key set of the tool or platform')).toHaveValue(/"kid": "p1"/);
});

test('an id_token that is pasted is checked with the key set of its platform', async () => {
  const { doctor } = pages;
  await doctor.show('Paste');
  await doctor.paste(token);
  await seen(doctor.report).toContainText('Recognised: an id_token');
  await doctor.keySet.address.fill(`${platform.origin}/slow`);
  await doctor.keySet.fetch.click();
  await doctor.url.fill('https://tool.example/start');
  await expect
    .poll(async () => {
      // The set is fetched twice.
      answerSlowly();
      answerSlowly = () => undefined;
      return doctor.keySet.text.inputValue();
    })
    .toContain('"kid": "p1"');
  await seen(doctor.url).toHaveValue('https://tool.example/start');

  await doctor.keySet.fetch.click();
  await doctor.keySet.address.fill(`${platform.origin}/elsewhere`);
  await doctor.keySet.text.fill('typed instead');
  await expect
    .poll(async () => {
      answerSlowly();
      answerSlowly = () => undefined;
      return doctor.keySet.fetch.getAttribute('data-loading');
    })
    .toBeNull();
  await seen(doctor.keySet.text).toHaveValue('typed instead');
  await doctor.keySet.text.fill(published);
  await doctor.diagnose.click();
  await seen(doctor.verdict).toBeVisible();
  await seen(doctor.report.getByRole('article').filter({ hasText: 'OI-04' })).toHaveCount(0);
  const { publicKey } = await generateKeyPair('RS256');
  await doctor.keySet.text.fill(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'p1' }] }));
  await doctor.diagnose.click();
  await seen(doctor.report.getByRole('article').filter({ hasText: 'OI-04' }).first()).toBeVisible();
});

test('all checks are listed from the help', async () => {
  const { window } = running;
  await window.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await pages.shell.help.getByRole('button', { name: 'All checks of the doctor' }).click();
  const list = window.getByRole('table', { name: 'Checks of the doctor' });
  await seen(list.getByRole('row', { name: /^CFG-10 / })).toContainText('Note');
  expect(await list.getByRole('row').count()).toBeGreaterThan(50);
  await window.keyboard.press('Escape');
  await seen(list).toBeHidden();
});

test('a credential nothing uses says so', async () => {
  const { shell, credentials } = pages;
  await shell.goTo('Connections');
  await setUpSandbox(pages, 'only for the test of the setup');
  await shell.goTo('Credentials');
  await credentials.create.click();
  await credentials.dialog.getByRole('textbox', { name: 'Name' }).fill('Spare');
  await credentials.dialog.getByRole('textbox', { name: 'Consumer key' }).fill('spare');
  await credentials.dialog
    .getByLabel(/secret/i)
    .first()
    .fill('a spare thing for tests');
  await credentials.save.click();
  await seen(credentials.dialog).toBeHidden();
  const detail = running.window.getByRole('region', { name: 'Spare', exact: true });
  await seen(detail.getByRole('list', { name: 'To think about' })).toContainText('The credential is not used.');
});
