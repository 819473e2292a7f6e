import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificates } from '../../src/sandbox/misbehaving-tool/tls/certificates.ts';
import { chooseToOpen, launchApp, launchViewTexts, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the misbehaving tool');
});
afterAll(() => running.close());

function viewShows(wanted: string): Promise<void> {
  return seen
    .poll(async () => (await launchViewTexts(running.app)).map(({ text }) => text).join('\n'), { timeout: 15_000 })
    .toContain(wanted);
}

async function choose(behaviour: string): Promise<void> {
  await pages.try.field('behaviour').click();
  await running.window.getByRole('option', { name: behaviour, exact: true }).click();
}

test('the catalogue says what each behaviour does, and finds them by failure', async () => {
  await pages.shell.goTo('Sandbox');
  const { catalogue } = pages.sandbox;
  await seen(catalogue.getByRole('listitem').first()).toBeVisible();
  await catalogue.getByRole('textbox', { name: 'Filter behaviours' }).fill('B22');
  await seen(catalogue.getByRole('listitem')).toHaveCount(1);
  await seen(catalogue).toContainText('An old session wins over a new launch');
  await catalogue.getByRole('textbox', { name: 'Filter behaviours' }).fill('A2');
  await catalogue.getByRole('button', { name: 'Copy the launch address of Sees an internal host name' }).click();
  const copied = await running.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/launch\/host-rewritten$/);
});

test('a launch that a redirect loses ends where none was expected', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.open('Misbehaving tool');
  await pages.try.launchIn('Window');
  await pages.try.launch.click();
  await viewShows('Missing required parameter lti_message_type');
  await expect.poll(() => pages.launch.summaries()).toEqual(['POST 302', 'GET 405']);
  await seen(pages.launch.hop(1)).toContainText('POST becomes GET');
  await seen(pages.try.verdict).toContainText('Deviates');
  await seen(pages.try.verdict).toContainText('the launch ended on hop 2: 405');
});

test('a tool that sees an internal host refuses a right signature', async () => {
  await choose('host-rewritten');
  await pages.try.launch.click();
  await viewShows('"code":"invalid_signature"');
  await expect.poll(() => pages.launch.summaries()).toEqual(['POST 401']);
  await pages.shell.goTo('Sandbox');
  await pages.sandbox.showReceivedBy('Misbehaving tool');
  await seen(pages.sandbox.received.first()).toContainText('The signature is not the expected one');
});

test('a certificate that is refused is told with every reason, and nothing is accepted', async () => {
  await pages.shell.goTo('Connections');
  await choose('tls-expired');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('It has expired on');
  await seen(pages.try.verdict).toContainText('is not one this machine trusts');
  await pages.launch.open(2);
  const certificate = pages.launch.hops.getByRole('table', { name: 'Certificate' });
  await seen(certificate).toContainText('CN=Misbehaving tool intermediate');
  await seen(certificate).toContainText('127.0.0.1');
});

test('a person accepts it for one launch, which is recorded; the next launch is refused again', async () => {
  const bar = running.window.getByRole('region', { name: 'Certificate that was refused' });
  await bar.getByRole('button', { name: 'Accept for one launch…' }).click();
  await seen(bar).toContainText('Accept only a certificate you know');
  await bar.getByRole('button', { name: 'Accept it and launch again' }).click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.verdict).toContainText('was accepted for this launch; browsers refuse it');
  await seen(running.window.getByText('was accepted for this launch, although')).toBeVisible();
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('It has expired on');
});

test('the sandbox’s own authority is believed by one click, for its good certificates alone', async () => {
  await pages.shell.goTo('Settings');
  const section = running.window.getByRole('region', { name: 'Certificate authorities' });
  await section.getByRole('switch', { name: 'Believe the sandbox’s own authority while it runs' }).click();
  await seen(section).toContainText('CN=Misbehaving tool root');
  await pages.shell.goTo('Connections');
  await choose('tls-valid');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await choose('tls-wrong-name');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('It is for tool.example');
});

test('an authority is added from a PEM file and removed again', async () => {
  const certificates = await makeCertificates(Date.now());
  await pages.shell.goTo('Settings');
  const section = running.window.getByRole('region', { name: 'Certificate authorities' });
  await chooseToOpen(running, 'key.pem', 'no certificate');
  await section.getByRole('button', { name: 'Add a PEM file…' }).click();
  await seen(section.getByRole('alert')).toContainText('there is no PEM certificate in it');
  await chooseToOpen(running, 'authority.pem', certificates.authority);
  await section.getByRole('button', { name: 'Add a PEM file…' }).click();
  const added = section.getByRole('list', { name: 'Added authorities' });
  await seen(added).toContainText('Valid until');
  await section.getByRole('button', { name: 'Remove CN=Misbehaving tool root' }).click();
  await running.window.getByRole('button', { name: 'Remove authority' }).click();
  await seen(added).toHaveCount(0);
});
