import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeByEscape, launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the exam platform');
  await pages.connections.open('Exam platform');
});
afterAll(() => running.close());

const provider = {
  tool_name: 'Quiz tool',
  oauth_consumer_key: 'quiz-key',
  oauth_consumer_secret: 'not-a-secret-quiz',
};

test('a left-out parameter is told at its field, and nothing is sent without being asked twice', async () => {
  await pages.try.fill({ ...provider, tool_name: '' });
  await seen(pages.try.missing).toHaveCount(1);
  await seen(pages.try.send).toHaveCount(0);
  await pages.try.anyway.click();
  await seen(pages.try.anywayDialog).toContainText('1 field breaks the contract');
  await seen(pages.try.anywayDialog.getByRole('button', { name: 'tool_name' })).toBeVisible();
  await closeByEscape(pages.try.anywayDialog);
  await seen(pages.try.verdict).toContainText('Not sent yet');
});

test('sent anyway, the 422 names the parameter and leads to its field', async () => {
  await pages.try.confirmAnyway();
  await seen(pages.try.verdict).toContainText('422');
  await seen(pages.try.verdict).toContainText('tool_name');
  await seen(pages.try.verdict).toContainText('sent although the form broke the contract');
  await seen(pages.try.field('tool_name')).toBeFocused();

  await pages.try.showPart('Response');
  await pages.try.goToField.click();
  await seen(pages.try.field('tool_name')).toBeFocused();
  await seen(pages.try.field('tool_name')).toBeInViewport();
});

test('with the parameter, the tool provider is created as documented', async () => {
  await pages.try.fill({ tool_name: provider.tool_name });
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('200');
  await seen(pages.try.verdict).toContainText('Conforms');
  await pages.try.showPart('Verdict');
  await seen(pages.try.checks.getByRole('row').filter({ hasText: 'Is the status documented?' })).toContainText('200');
  await pages.try.showPart('Response');
  await seen(pages.try.panel).toContainText('"tool_name": "Quiz tool"');
});

test('the signature is explained step by step, its key masked', async () => {
  await pages.try.showPart('Signed request');
  await seen(pages.try.panel.getByRole('row', { name: 'Method HMAC-SHA256' })).toBeVisible();
  await seen(pages.try.panel.getByRole('region', { name: 'Write the base string' })).toContainText(
    '?tool_name=Quiz tool',
  );
  await seen(pages.try.panel.getByRole('region', { name: 'Take the key' })).toContainText('••••••');
});

test('what was created is in the list of tool providers', async () => {
  await pages.connections.chooseOperation('List the tool providers');
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.verdict).toContainText('200');
  await pages.try.showPart('Response');
  await seen(pages.try.panel).toContainText('Quiz tool');
});

describe('a file of an exam', () => {
  const picture = {
    name: 'Plan "B" für Prüflinge.png',
    mimeType: 'image/png',
    buffer: Buffer.concat([Buffer.from('\x89PNG\r\n\0', 'latin1'), randomBytes(4_000_000)]),
  };
  const sha256 = createHash('sha256').update(picture.buffer).digest('hex');

  test('is chosen, shown with type and size, and stays while the form is edited and left', async () => {
    await pages.connections.chooseOperation('Create an exam');
    await pages.try.fillExamples();
    await pages.try.fill({ name: 'Final exam' });
    await pages.try.send.click();
    await seen(pages.try.verdict).toContainText('200');

    await pages.connections.chooseOperation('Create an attachment \\(multipart\\)');
    await pages.try.fill({ exam_id: '2' });
    await seen(pages.try.missing).toHaveCount(1);
    await pages.try.chooseFiles('document', picture);
    await seen(pages.try.chosenFiles).toHaveText([/Plan "B" für Prüflinge\.pngimage\/png · 4\.0 MB/]);
    await seen(pages.try.missing).toHaveCount(0);
    await pages.try.fill({ exam_id: '1' });
    await pages.connections.chooseOperation('List attachments');
    await pages.connections.chooseOperation('Create an attachment \\(multipart\\)');
    await seen(pages.try.chosenFiles).toHaveCount(1);
  });

  test('can be removed and chosen anew, and one that is too large is refused', async () => {
    await pages.try.form.getByRole('button', { name: 'Remove Plan "B" für Prüflinge.png' }).click();
    await seen(pages.try.chosenFiles).toHaveCount(0);
    await seen(pages.try.field('document')).toBeFocused();
    await seen(pages.try.missing).toHaveCount(1);
    const film = join(running.userData, 'film.mp4');
    writeFileSync(film, Buffer.alloc(50_000_001), { mode: 0o644 });
    await pages.try.field('document').setInputFiles(film);
    await seen(pages.try.form.getByRole('alert')).toContainText('film.mp4 is too large');
    await pages.try.chooseFiles('document', picture);
    await seen(pages.try.chosenFiles).toHaveCount(1);
    await seen(pages.try.form.getByRole('alert')).toHaveCount(0);
  });

  test('arrives byte for byte, signed without it, and the record says what was sent', async () => {
    await pages.try.send.click();
    await seen(pages.try.verdict).toContainText('200');
    await seen(pages.try.verdict).toContainText('Conforms');
    await pages.try.showPart('Response');
    await seen(pages.try.panel).toContainText(`"document_file_size": ${picture.buffer.length}`);
    await pages.try.panel.getByText('Headers', { exact: true }).click();
    await seen(pages.try.panel).toContainText(sha256);
    await pages.try.showPart('Signed request');
    await seen(pages.try.panel.getByRole('table', { name: 'Files' })).toContainText(
      `Plan "B" für Prüflinge.png · image/png · 4.0 MB · SHA-256 ${sha256}`,
    );
    await seen(pages.try.panel.getByRole('region', { name: 'Write the base string' })).toContainText(
      'exam_id=1?nonce=',
    );
  });

  test('is sent again from the history, after its own copy was let go', async () => {
    await pages.try.form.getByRole('button', { name: /^Remove / }).click();
    await pages.shell.goTo('History');
    await pages.history.row('Create an attachment').first().click();
    await pages.history.showPart('Signed request');
    await seen(pages.history.detail).toContainText(sha256);
    await pages.history.openInTry.click();
    await seen(pages.try.chosenFiles).toHaveCount(1);
    await pages.try.send.click();
    await pages.try.showPart('Response');
    await seen(pages.try.panel).toContainText('"id": 2');
    await pages.try.panel.getByText('Headers', { exact: true }).click();
    await seen(pages.try.panel).toContainText(sha256);
  });
});

test('with a wrong secret key the documented 403 comes, and the connection list shows it', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Exam platform (sandbox)');
  await pages.credentials.replaceSecret('Secret key', 'certainly-not-the-secret-key');
  await pages.shell.goTo('Connections');
  await pages.connections.chooseOperation('Create a tool provider');
  await pages.try.fill(provider);
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('403');
  await pages.try.showPart('Verdict');
  await seen(pages.try.checks.getByRole('row').filter({ hasText: 'Which documented cause fits?' })).toContainText(
    /signature|secret/i,
  );
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
