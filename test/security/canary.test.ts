import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  closeByEscape,
  launchApp,
  makeUserData,
  processTree,
  type RunningApp,
  run,
  seen,
} from '../e2e/harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from '../e2e/pages/index.ts';
import { canariesBelow, findCanaries, makeCanary } from './canaries.ts';
import { recordedMessages, recordMessages } from './messages-to-window.ts';

/**
 * A secret in every place that takes one, then everything a person does with them: send, launch, be refused, be
 * misunderstood, fail. Afterwards they may stand nowhere but in the vault, encrypted.
 */
const passphrase = makeCanary('passphrase');
const consumerSecret = makeCanary('consumer-secret');
const apiToken = makeCanary('api-token', 'token');
const secretKey = makeCanary('secret-key');
const providerSecret = makeCanary('provider-secret');
const wrongPassphrase = makeCanary('wrong-passphrase');
/** Not a secret: where it is found, the search would have found a secret too. */
const marker = makeCanary('marker');
const canaries = [passphrase, consumerSecret, apiToken, secretKey, providerSecret, wrongPassphrase];

let userData = '';
let running: RunningApp;
let pages: Pages;

/** A tool that tells everything it was told: in its body, its headers, its cookies and its errors. */
const parrot = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString('utf8');
  const authorization = encodeURIComponent(request.headers.authorization ?? '');
  response.writeHead(request.method === 'GET' ? 500 : 200, {
    'content-type': 'application/json',
    'x-authorization': authorization,
    'set-cookie': `authorization=${authorization}`,
  });
  response.end(JSON.stringify({ id: 1, headers: request.headers, body, parsed: parsed(body) }));
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const provider = { tool_name: marker.secret, oauth_consumer_key: 'quiz', oauth_consumer_secret: providerSecret.secret };

beforeAll(async () => {
  await new Promise<void>((resolve) => parrot.listen(0, '127.0.0.1', resolve));
  userData = await makeUserData();
  running = await launchApp({ userData });
  pages = pagesOf(running.window);
  await recordMessages(running.app);
  await setUpSandbox(pages, passphrase.secret);
});
afterAll(async () => {
  await running.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  parrot.closeAllConnections();
  parrot.close();
});
beforeEach(() => pages.shell.goTo('Connections'));

function portOf(server: typeof parrot): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** A connection that signs with the credential, made as the connection dialog makes it. */
async function connectTo(name: string, port: number): Promise<void> {
  const credentials = await run(running.window, 'credentials.list', {});
  const credential = credentials.find((one) => one.name === 'Canaries');
  await run(running.window, 'connections.create', {
    draft: {
      name,
      contractId: 'proctorexam',
      baseUrl: `http://127.0.0.1:${port}`,
      credentialId: credential?.id ?? null,
      environment: 'test',
    },
  });
}

/** Canaries in the page: its text, its markup and what stands in its fields, but for the secret field of the form. */
async function inPage(): Promise<string[]> {
  const html = await running.window.evaluate(`(() => {
    const typed = [...document.querySelectorAll('form[aria-label^="Form for"] input[type="password"]')];
    const values = [...document.querySelectorAll('input, textarea')]
      .filter((field) => !typed.includes(field)).map((field) => field.value);
    const before = typed.map((field) => field.getAttribute('value'));
    for (const field of typed) field.removeAttribute('value');
    const markup = document.documentElement.outerHTML;
    typed.forEach((field, index) => before[index] !== null && field.setAttribute('value', before[index]));
    const kept = [{ ...localStorage }, { ...sessionStorage }];
    return [markup, document.body.innerText, ...values, JSON.stringify(kept), document.title, location.href].join('\\n');
  })()`);
  return findCanaries(String(html), canaries);
}

async function expectNothingInPage(): Promise<void> {
  expect(await inPage()).toEqual([]);
}

test('secrets are typed in and saved', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.createProctorExam({
    name: 'Canaries',
    apiToken: apiToken.secret,
    secretKey: secretKey.secret,
    hosts: [`127.0.0.1:${portOf(parrot)}`, '127.0.0.1:9'],
  });
  await seen(pages.credentials.detail('Canaries')).toBeVisible();
  await pages.credentials.select('Bookshelf (sandbox)');
  await pages.credentials.replaceSecret('Shared secret', consumerSecret.secret);
  await expectNothingInPage();
  await connectTo('Parrot', portOf(parrot));
  await connectTo('Nobody there', 9);
});

test('a system that accepts them and one that repeats all it is told', async () => {
  for (const connection of ['Exam platform', 'Parrot']) {
    await pages.connections.open(connection);
    await pages.connections.chooseOperation('Create a tool provider');
    await pages.try.fill(provider);
    await seen(pages.try.send).toBeEnabled();
    await pages.try.send.click();
    await seen(pages.try.verdict).toContainText('200');
    await expectNothingInResult();
  }
  await pages.connections.chooseOperation('List the tool providers');
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('500');
  await expectNothingInResult();
});

async function expectNothingInResult(): Promise<void> {
  for (const part of ['Signed request', 'Response', 'Verdict'] as const) {
    await pages.try.showPart(part);
    await expectNothingInPage();
  }
}

test('refusals: 422, 403, a refused launch, no connection', async () => {
  await pages.connections.open('Exam platform');
  await pages.connections.chooseOperation('Create a tool provider');
  await pages.try.fill({ ...provider, tool_name: '' });
  await pages.try.confirmAnyway();
  await seen(pages.try.verdict).toContainText('422');
  await expectNothingInResult();

  await pages.connections.open('Bookshelf');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('403');
  await pages.try.showPart('Launch');
  await pages.launch.open(1);
  await expectNothingInPage();
  await expectNothingInResult();

  await pages.connections.open('Nobody there');
  await pages.connections.chooseOperation('Create a tool provider');
  await pages.try.fill(provider);
  await seen(pages.try.send).toBeEnabled();
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Failed');
  await expectNothingInResult();
});

test('a wrong passphrase, and the right one again', async () => {
  await pages.shell.vaultState.click();
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  await pages.shell.vaultState.click();
  await pages.vault.unlockWith(wrongPassphrase.secret);
  await seen(pages.vault.dialog).toContainText('That passphrase does not open the vault.');
  await expectNothingInPage();
  await pages.vault.unlockWith(passphrase.secret);
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
  await expectNothingInPage();
});

test('no place shows a secret', async () => {
  for (const credential of ['Canaries', 'Bookshelf (sandbox)']) {
    await pages.shell.goTo('Credentials');
    await pages.credentials.select(credential);
    await expectNothingInPage();
    await pages.credentials.edit.click();
    await seen(pages.credentials.dialog).toBeVisible();
    await expectNothingInPage();
    await closeByEscape(pages.credentials.dialog);
  }
  await pages.shell.goTo('Sandbox');
  for (const server of ['Exam platform', 'Bookshelf'] as const) {
    await pages.sandbox.showReceivedBy(server);
    await pages.sandbox.received.first().click();
    await expectNothingInPage();
  }
  await pages.shell.goTo('Settings');
  await expectNothingInPage();
  await pages.shell.goTo('Connections');
  await pages.connections.show('Setup');
  await expectNothingInPage();
  await pages.connections.show('Try');
  await pages.connections.home.click();
  await expectNothingInPage();
});

test('the history shows none, and finds none', async () => {
  await pages.shell.goTo('History');
  await seen(pages.history.rows).toHaveCount(6);
  for (let index = 0; index < 6; index += 1) {
    await pages.history.rows.nth(index).click();
    await seen(pages.history.rows.nth(index)).toHaveAttribute('aria-selected', 'true');
    for (const part of ['Verdict', 'Response', 'Signed request'] as const) {
      await pages.history.showPart(part);
      await expectNothingInPage();
    }
  }
  for (const { secret } of canaries) {
    await pages.history.search.fill(secret.slice(-24));
    await seen(pages.history.nothing).toBeVisible();
    await pages.history.search.fill('');
    await seen(pages.history.rows).toHaveCount(6);
  }
});

test('no message to the window carries one', async () => {
  const messages = await recordedMessages(running.app);
  expect(messages.length).toBeGreaterThan(50);
  expect(findCanaries(messages.join('\n'), [marker])).toEqual([marker.name]);
  expect(findCanaries(messages.join('\n'), canaries)).toEqual([]);
});

test('no process has one in its arguments or environment', async () => {
  const processes = await processTree(await running.app.evaluate(() => process.pid));
  expect(processes.length).toBeGreaterThan(3);
  for (const { commandLine, environment } of processes) {
    expect(findCanaries(`${commandLine}\n${environment}`, canaries), commandLine).toEqual([]);
  }
});

test('no file of the running app holds one', async () => {
  expect(await canariesBelow(userData, [marker])).toContainEqual(expect.stringMatching(/sqlite|\.db/));
  expect(await canariesBelow(userData, canaries)).toEqual([]);
});

test('asked to reveal it, the app shows the secret: the search above would have found it', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Canaries');
  await pages.credentials.reveal('API token').click();
  await seen(pages.credentials.detail('Canaries')).toContainText(apiToken.secret);
  expect(await inPage()).toEqual([apiToken.name]);
  expect(findCanaries((await recordedMessages(running.app)).join('\n'), canaries)).toEqual([apiToken.name]);
  await pages.credentials.hide('API token').click();
  await seen(pages.credentials.reveal('API token')).toBeVisible();
  await expectNothingInPage();
});

test('loaded anew, the window shows none', async () => {
  await running.window.reload();
  await seen(pages.connections.title).toBeVisible();
  await expectNothingInPage();
});

test('after the end no file holds one, and what the app wrote to the terminal does not either', async () => {
  await running.close();
  expect(await canariesBelow(userData, canaries)).toEqual([]);
  expect(findCanaries(running.trouble.output(), canaries)).toEqual([]);
});
