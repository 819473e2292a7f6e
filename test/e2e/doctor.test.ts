import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sign } from '../../src/core/signing/index.ts';
import { signInputSchema } from '../../src/protocol/models/signing.ts';
import { chooseToOpen, launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
});
afterAll(() => running.close());

const url = 'https://tool.example/launch';
const secret = `doctor ${randomBytes(12).toString('hex')}`;

function launch(key: string, withSecret: string, count = 0): string {
  const input = {
    scheme: 'oauth1',
    method: 'POST',
    url,
    params: [
      ['lti_message_type', 'basic-lti-launch-request'],
      ['lti_version', 'LTI-1p0'],
      ['resource_link_id', '1'],
      ['roles', 'Instructor'],
      ...Array.from({ length: count }, (_, index) => [`custom_field_${index}`, `a value + ${index} %25 ü`]),
    ],
    credential: { key, secret: withSecret },
  };
  const random = { bytes: (length: number) => randomBytes(length) };
  const ports = { clock: { now: () => Date.now() }, random, nonces: { next: () => 1 } };
  return sign(signInputSchema.parse(input), ports).request.body ?? '';
}

test('before there is a vault, an example shows what is wrong, with evidence to read', async () => {
  await pages.shell.goTo('Doctor');
  const { doctor } = pages;
  await seen(doctor.heading).toBeVisible();
  await seen(doctor.report).toContainText('Nothing pasted yet');
  await doctor.tryExample('Form body: http behind a proxy');
  await seen(doctor.report).toContainText('Recognised: a form body');
  await seen(
    doctor.parameters.getByRole('row', { name: /^lis_person_name_full Sam Sample body Full name/ }),
  ).toBeVisible();
  await running.window.keyboard.press('Control+Enter');
  await seen(doctor.verdict).toHaveText('The signature is wrong');
  const finding = doctor.finding(/http/);
  await seen(finding).toContainText('url-scheme');
  await seen(finding).toContainText('Who has to change it');
  await seen(finding).toContainText('The first difference is at character 10');
  await seen(finding.locator('mark').first()).toHaveText('s');
  await seen(finding.locator('mark').nth(1)).toHaveText('%');
  await finding.getByText('Both base strings in full').click();
  const should = finding.getByRole('region', { name: 'Should have been signed' });
  await seen(should.getByRole('row', { name: 'the URL https%3A%2F%2Ftool.example%2Flti%2Flaunch' })).toBeVisible();
  await finding.getByRole('button', { name: /^Copy the line for a ticket/ }).click();
  await seen
    .poll(() => running.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^\[url-scheme\] .*To be changed by:/);
});

test.each([
  ['URL: a line break after the secret', 'secret-whitespace'],
  ['cURL for bash: the query was not signed', 'query-dropped'],
  ['HTML form: a plus sign lost', 'signature-space-for-plus'],
])('the example "%s" is explained by %s', async (example, cause) => {
  await pages.doctor.tryExample(example);
  await pages.doctor.diagnose.click();
  await seen(pages.doctor.report.getByRole('article').first()).toContainText(cause);
});

test('a launch that is right is said to be right, with what was not checked; a token is taken apart', async () => {
  const { doctor } = pages;
  await doctor.tryExample('HTTP request: nothing wrong');
  await doctor.diagnose.click();
  await seen(doctor.verdict).toHaveText('The signature is right');
  await seen(doctor.report.getByRole('region', { name: 'What was not checked' })).toContainText('nonce');
  await doctor.tryExample('id_token: taken apart');
  await seen(doctor.report.getByRole('region', { name: 'Claims of the id_token' })).toContainText(
    'LtiResourceLinkRequest',
  );
});

test('another request of a HAR file can be chosen', async () => {
  const { doctor } = pages;
  await doctor.tryExample('HAR file: another host name');
  await seen(doctor.request).toHaveValue(/^2\. POST https:\/\/www\.tool\.example/);
  await doctor.request.click();
  await running.window.getByRole('option', { name: /^1\. GET/ }).click();
  await seen(doctor.report).toContainText('https://lms.example/course/view?id=12');
});

test('a file is opened in place of what was pasted', async () => {
  const { doctor } = pages;
  await chooseToOpen(running, 'received.txt', launch('from-a-file', secret).replaceAll('&', '\n'));
  await doctor.input.getByRole('button', { name: 'Open a file' }).click();
  await seen(doctor.report).toContainText('Recognised: lines of names and values');
  await seen(doctor.parameters.getByRole('row', { name: /^oauth_consumer_key from-a-file body/ })).toBeVisible();
});

test('the credential of the vault that fits is chosen, its secret nowhere on the screen', async () => {
  const { doctor, shell, credentials } = pages;
  await shell.goTo('Connections');
  await setUpSandbox(pages, 'only for the test of the doctor');
  await shell.goTo('Credentials');
  for (const [name, key, itsSecret] of [
    ['Riverside', 'riverside', secret],
    ['Hillside', 'hillside', `${secret} of another`],
  ] as const) {
    await credentials.create.click();
    await credentials.dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await credentials.dialog.getByRole('textbox', { name: 'Consumer key' }).fill(key);
    await credentials.dialog
      .getByLabel(/secret/i)
      .first()
      .fill(itsSecret);
    await seen(credentials.dialog.getByRole('status', { name: 'Checks on what is typed' })).toContainText(
      'The secret holds characters that some signers do not encode.',
    );
    await credentials.save.click();
    await seen(credentials.dialog).toBeHidden();
  }
  await shell.goTo('Doctor');
  await doctor.input.getByRole('button', { name: 'Clear' }).click();
  await doctor.paste(launch('riverside', `${secret} `));
  await seen(doctor.credential).toHaveValue('Riverside');
  await doctor.url.fill(url);
  await doctor.diagnose.click();
  await seen(doctor.report.getByRole('article').first()).toContainText('secret-whitespace');
  expect(await running.window.content()).not.toContain(secret);
});

test('other credentials are tried on request, and the one that fits is named', async () => {
  const { doctor } = pages;
  await doctor.paste(launch('riverside', `${secret} of another`));
  await seen(doctor.report.getByRole('status').filter({ hasText: 'changed' })).toBeVisible();
  await doctor.diagnose.click();
  await seen(doctor.report).toContainText('Ruled out');
  await doctor.others.click();
  await seen(doctor.report.getByRole('article').first()).toContainText('Hillside');
  await seen(doctor.others).toBeHidden();
});

test('a long search shows how far it is and can be cancelled', async () => {
  const { doctor } = pages;
  await doctor.paste(launch('riverside', 'quite another secret', 120));
  await seen(doctor.report).toContainText('custom_field_119');
  await doctor.diagnose.click();
  await seen(doctor.progress).toBeVisible();
  await seen(doctor.input.getByRole('status')).toContainText('Trying pairs');
  await doctor.cancel.click();
  await seen(doctor.diagnose).toBeEnabled();
  await seen(doctor.verdict).toHaveCount(0);
});

test('four million characters do not freeze the window', async () => {
  const { doctor } = pages;
  await running.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), 'a=1&'.repeat(999_000));
  await doctor.input.getByRole('button', { name: 'Clear' }).click();
  await doctor.text.focus();
  await running.window.keyboard.press('Control+V');
  await seen(doctor.report).toContainText('Recognised: a form body');
  await running.app.evaluate(({ clipboard }) => clipboard.clear());
});
