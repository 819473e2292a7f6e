import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBundle } from '../../src/core/interchange/bundle/index.ts';
import { chooseToOpen, chooseToSave, launchApp, type RunningApp, run, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of evidence');
});
afterAll(() => running.close());

async function secretOf(name: string): Promise<{ id: string; secret: string }> {
  const all = await run(running.window, 'credentials.list', {});
  const id = all.find((credential) => credential.name === name)?.id ?? '';
  const { value } = await run(running.window, 'credentials.reveal', { id, part: 'secret' });
  return { id, secret: value };
}

async function verify(file: string, secret: string): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [main, 'verify', '--bundle', file, '--secret-env', 'OWN_SECRET'], {
    env: { PATH: process.env.PATH ?? '', OWN_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (piece) => {
    output += String(piece);
  });
  const [code] = await once(child, 'close');
  return { code, output };
}

let file = '';
let text = '';

test('a launch that failed becomes a file for a ticket, of what the person chose', async () => {
  const { evidence } = pages;
  await pages.connections.open('Bookshelf, wrong secret');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('403');
  await pages.try.verdict.getByRole('button', { name: 'Evidence for a ticket…' }).click();
  await seen(evidence.preview).toContainText('secrets and tokens: none in it');
  await seen(evidence.personal('Replace')).toBeChecked();
  await seen(evidence.preview).toContainText('cannot be verified from this file');
  await evidence.personal('Keep').check();
  await seen(evidence.preview).toContainText('The other side can verify the signature with its own secret');
  await evidence.note.fill('Your launches fail since Monday.');
  await seen(evidence.preview).toHaveAttribute('aria-busy', 'false');

  const answers = await chooseToSave(running);
  await evidence.save.click();
  await seen.poll(() => answers.suggested()).toMatch(/^evidence-launchBook\w*-\d{8}-\d{4}\.html$/);
  file = answers.path((await answers.suggested()) ?? '');
  await seen.poll(() => existsSync(file)).toBe(true);
  await evidence.close();
  text = readFileSync(file, 'utf8');
  const bundle = readBundle(text);
  expect(bundle.note).toBe('Your launches fail since Monday.');
  expect(bundle.conclusion.state).toBe('failed');
  expect(bundle.timeline?.text).toContain('POST');
  const { secret } = await secretOf('Bookshelf, wrong secret (sandbox)');
  expect(text).not.toContain(secret);
});

test('opened offline it shows all of it, asks for nothing and runs nothing', async () => {
  const asked = await running.app.evaluate(async ({ BrowserWindow, session }, path) => {
    const partition = session.fromPartition('evidence-offline');
    const urls: string[] = [];
    partition.webRequest.onBeforeRequest((details, done) => {
      urls.push(details.url);
      done({});
    });
    partition.enableNetworkEmulation({ offline: true });
    const window = new BrowserWindow({ show: false, webPreferences: { session: partition } });
    await window.loadFile(path);
    const shown: unknown = await window.webContents.executeJavaScript(
      `({ text: document.body.innerText, scripts: [...document.scripts].map((one) => one.type), font: getComputedStyle(document.body).maxWidth })`,
    );
    window.destroy();
    return { urls, shown };
  }, file);
  expect(asked.urls.filter((url) => !url.startsWith('file:'))).toEqual([]);
  expect(asked.shown).toMatchObject({
    text: expect.stringMatching(/Your launches fail since Monday[\s\S]*Timeline[\s\S]*countersign verify --bundle/),
    scripts: ['application/json'],
    font: '1080px',
  });
});

test('the other side verifies the signature with its own secret on the command line', async () => {
  const sent = await secretOf('Bookshelf, wrong secret (sandbox)');
  const expected = await secretOf('Bookshelf (sandbox)');
  const copy = join(running.userData, 'received.html');
  writeFileSync(copy, text);
  chmodSync(copy, 0o644);
  const [right, wrong] = await Promise.all([verify(copy, sent.secret), verify(copy, expected.secret)]);
  expect(right).toMatchObject({ code: 0, output: expect.stringContaining('Signature: valid') });
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('Signature: invalid') });
});

test('evidence from somebody else is shown in the doctor and verified with a credential of the vault', async () => {
  const { evidence, doctor } = pages;
  await pages.shell.goTo('Doctor');
  await chooseToOpen(running, 'from-them.html', text);
  await doctor.input.getByRole('button', { name: 'Open a file' }).click();
  await seen(evidence.received).toContainText('Your launches fail since Monday.');
  await seen(evidence.received.getByRole('region', { name: 'Timeline' })).toContainText('POST');
  await seen(evidence.verify).toBeVisible();
  for (const [name, words] of [
    ['Bookshelf, wrong secret (sandbox)', 'Valid: this credential gives the signature'],
    ['Bookshelf (sandbox)', 'Invalid: this credential does not give the signature'],
  ] as const) {
    await evidence.credential.click();
    await running.window.getByRole('option', { name, exact: true }).click();
    await seen(evidence.verify.getByRole('status')).toHaveCount(0);
    await evidence.verifyNow.click();
    await seen(evidence.verify.getByRole('status')).toContainText(words);
  }
});
