import { hmacsign } from 'oauth-sign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdvantagePlatform, freePort, startAdvantagePlatform } from '../fixtures/advantage-platform.ts';
import { closeByEscape, launchApp, type RunningApp, seen } from './harness/index.ts';
import { catcherPage } from './pages/catcher.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
let platform: AdvantagePlatform;
let port: number;
beforeAll(async () => {
  platform = await startAdvantagePlatform();
  port = await freePort();
  running = await launchApp();
  pages = pagesOf(running.window);
});
afterAll(async () => {
  await running.close();
  await platform.close();
});

function launch(url: string): URLSearchParams {
  const fields: Record<string, string> = {
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: 'link-1',
    roles: 'Teacher',
    lis_person_name_full: 'Sam Sample',
    oauth_consumer_key: 'key-nobody-has',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: 'nonce-of-test',
    oauth_version: '1.0',
  };
  return new URLSearchParams({ ...fields, oauth_signature: hmacsign('POST', url, fields, 'secret of a test') });
}

test('a launch from outside appears by itself with its findings', async () => {
  await setUpSandbox(pages, 'correct horse battery staple');
  await pages.shell.goTo('Doctor');
  const catcher = catcherPage(running.window);
  await catcher.open();
  await seen(catcher.state).toHaveText('Not listening');
  await catcher.usePort(port);
  await catcher.start.click();
  await seen(catcher.state).toHaveText('Listening');
  const url = `http://localhost:${port}/launch`;
  await seen(catcher.side).toContainText(url);

  const answer = await fetch(url, { method: 'POST', body: launch(url) });
  expect(await answer.text()).toContain('Countersign caught the launch');
  await seen(catcher.captures).toHaveCount(1);
  await seen(catcher.heading).toHaveText('The launch was not fully checked');
  await seen(catcher.report).toContainText('No credential in the vault has the consumer key "key-nobody-has"');
  await seen(catcher.finding('Roles are not known to LTI.')).toContainText('Teacher');
  await seen(catcher.report.getByRole('region', { name: 'Personal data that was sent' })).toContainText('Sam Sample');
});

test('a login of an unknown platform leads to its registration, and its launch to the checklist', async () => {
  const catcher = catcherPage(running.window);
  const login = `http://localhost:${port}/login`;
  expect((await platform.launch({ login })).status).toBe(400);
  await seen(catcher.captures).toHaveCount(2);
  await catcher.report.getByRole('button', { name: 'Add a registration for it' }).click();
  const dialog = running.window.getByRole('dialog', { name: 'Platforms the catcher is registered at' });
  await seen(dialog.getByRole('textbox', { name: 'Issuer' })).toHaveValue(platform.origin);
  await seen(dialog.getByRole('textbox', { name: 'Client ID' })).toHaveValue(platform.clientId);
  await dialog.getByRole('textbox', { name: 'Authentication endpoint' }).fill(platform.authenticationUrl);
  await dialog.getByRole('textbox', { name: 'Key set URL' }).fill(platform.keysUrl);
  await dialog.getByRole('button', { name: 'Save the registration' }).click();
  await seen(dialog).toContainText(platform.origin);
  await closeByEscape(dialog);

  await platform.launch({ login }, { signWithStranger: true });
  await seen(catcher.captures).toHaveCount(3);
  await seen(catcher.heading).toHaveText('The launch is not right');
  const checks = catcher.report.getByRole('region', { name: 'Checks of the id_token' });
  await seen(checks.getByRole('row', { name: /^signature failed/ })).toBeVisible();
  await seen(checks.getByRole('row', { name: /^nonce passed/ })).toBeVisible();
  await platform.launch({ login });
  await seen(catcher.heading).toHaveText('The launch is right');
  await catcher.stop.click();
  await seen(catcher.state).toHaveText('Not listening');
});
