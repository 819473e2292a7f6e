import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { launchApp, launchViewTexts, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of launches');
});
afterAll(() => running.close());
beforeEach(() => pages.shell.goTo('Connections'));

/** Text of the embedded browser, once a frame of it shows `wanted`. */
function viewShows(wanted: string): Promise<void> {
  return seen
    .poll(async () => (await launchViewTexts(running.app)).map(({ text }) => text).join('\n'), { timeout: 15_000 })
    .toContain(wanted);
}

test('a book launched in a window is shown, with every redirect and cookie on the way', async () => {
  await pages.connections.open('Bookshelf');
  await pages.try.launchIn('Window');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.verdict).toContainText('302');
  await seen(pages.try.verdict).toContainText('3 hops');
  await expect.poll(() => pages.launch.summaries()).toEqual(['POST 302', 'GET 302', 'GET 200']);
  await viewShows('reader-4711');
  await expectViewFillsItsPlace();
  await viewShows('Session cookie\nsent back');
  await seen(pages.launch.view).toHaveAttribute('data-placement', 'shown');
  await seen(pages.launch.hop(1)).toContainText('judged');
  await seen(pages.launch.hop(1)).toContainText('POST becomes GET');
  await seen(pages.launch.hop(2)).toContainText('2 cookies set');
  await pages.launch.open(2);
  await seen(pages.launch.hops).toContainText('Redirects to');
});

test('in a frame the cookie is blocked, and the hop and the verdict say why', async () => {
  await pages.connections.open('Bookshelf');
  await pages.try.launchIn('Frame');
  await pages.try.launch.click();
  await viewShows('You are not signed in: your browser blocked our cookie.');
  await seen(pages.try.verdict).toContainText('3 hops');
  await seen(pages.try.verdict).toContainText(/The browser blocked \d+ cookies?\./);
  const hop = pages.launch.hops
    .getByRole('button')
    .filter({ hasText: /cookies? blocked/ })
    .first();
  await seen(hop).toContainText('frame');
  if ((await hop.getAttribute('aria-expanded')) === 'false') await hop.click();
  await seen(pages.launch.hops).toContainText('No SameSite attribute, so the browser treats it as Lax');
  await pages.try.showPart('Verdict');
  const stored = pages.try.checks.getByRole('row').filter({ hasText: 'Was every cookie stored?' });
  await seen(stored.filter({ hasText: 'bookshelf_session' })).toContainText('SameSite');
});

test('with a wrong secret the launch is refused with the documented 403', async () => {
  await pages.connections.open('Bookshelf, wrong secret');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('403');
  await seen(pages.try.verdict).toContainText('Documented refusal');
  await expect.poll(() => pages.launch.summaries()).toEqual(['POST 403']);
  await viewShows('Invalid Signature');
  await expectViewFillsItsPlace();
  await pages.try.showPart('Verdict');
  await seen(pages.try.checks.getByRole('row').filter({ hasText: 'Which documented cause fits?' })).toContainText(
    /secret|signature/i,
  );
});

test('a page that refuses frames is shown as refused, with the header that says so', async () => {
  await pages.shell.goTo('Sandbox');
  await pages.sandbox.setFault('Bookshelf', 'Refuse frames (X-Frame-Options)');
  await seen(pages.sandbox.card('Bookshelf')).toContainText('Refuses to be framed: X-Frame-Options DENY.');
  await pages.shell.goTo('Connections');
  await pages.connections.open('Bookshelf');
  await pages.try.launchIn('Frame');
  await pages.try.launch.click();
  const refused = pages.launch.hops.getByRole('button').filter({ hasText: 'The page refuses to be framed' });
  await seen(refused).toContainText('X-Frame-Options: DENY');
  await refused.click();
  await seen(pages.launch.hops).toContainText('Why it did not show');
  await pages.try.showPart('Verdict');
  await seen(pages.try.checks.getByRole('row').filter({ hasText: 'Was every page shown?' })).toContainText(
    'X-Frame-Options',
  );
  await pages.shell.goTo('Sandbox');
  await pages.sandbox.showReceivedBy('Bookshelf');
  await seen(pages.sandbox.received.first()).toContainText('Refuse frames (X-Frame-Options)');
  await pages.sandbox.clearFault('Bookshelf');
});

test('the launch goes with its tab and comes back with it', async () => {
  await pages.connections.open('Bookshelf');
  await pages.try.launchIn('Window');
  await pages.try.launch.click();
  await seen(pages.launch.launchedIn('Window')).toBeVisible();
  await seen(pages.try.verdict).toContainText('3 hops');
  await seen.poll(() => shownViews()).toBe(1);
  await pages.shell.goTo('History');
  await seen(pages.history.heading).toBeVisible();
  await seen.poll(() => shownViews()).toBe(0);
  await pages.shell.goTo('Connections');
  await seen.poll(() => shownViews()).toBe(1);
});

test('a launch that was left before its first hop is shown as a launch on return', async () => {
  await pages.connections.open('Bookshelf');
  await pages.try.launchIn('Window');
  await pages.try.showPart('Signed request');
  const history = await pages.shell.place('History').elementHandle();
  // Both within one task of the page, so that nothing of the launch can have been answered in between.
  await pages.try.launch.evaluate((launch, away) => {
    for (const button of [launch, away]) button?.dispatchEvent(new Event('click', { bubbles: true }));
  }, history);
  await seen(pages.history.rows.first()).toContainText('Conforms');
  await pages.shell.goTo('Connections');
  await seen(pages.try.result.getByRole('tab', { name: 'Launch' })).toHaveAttribute('aria-selected', 'true');
  await seen(pages.launch.launchedIn('Window')).toBeVisible();
  await seen(pages.try.verdict).toContainText('3 hops');
  await seen.poll(() => shownViews()).toBe(1);
});

/** A page that has no size is loaded, yet nothing of it is drawn. */
async function expectViewFillsItsPlace(): Promise<void> {
  const { width, height } = (await pages.launch.view.boundingBox()) ?? { width: 0, height: 0 };
  // Views lie on whole pixels inside their place, which may end in the middle of one.
  const fills = async () => {
    const size = sizeSchema.parse(await shownSize());
    return Math.abs(size.width - width) <= 3 && Math.abs(size.height - height) <= 3;
  };
  await seen.poll(fills).toBe(true);
}

const sizeSchema = z.object({ width: z.number(), height: z.number() });

/** Width and height the newest launched page is laid out for. */
function shownSize(): Promise<unknown> {
  return running.app.evaluate(({ webContents }) => {
    const launches = webContents.getAllWebContents().filter((contents) => /^https?:/.test(contents.getURL()));
    const newest = launches.sort((one, other) => one.id - other.id).at(-1);
    return newest?.executeJavaScript('({ width: innerWidth, height: innerHeight })');
  });
}

/** Embedded views the person can see now. */
function shownViews(): Promise<number> {
  return running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return -1;
    if ('contentView' in window) {
      return window.contentView.children.filter((view) => 'webContents' in view && view.getVisible()).length;
    }
    const views: unknown = Reflect.get(window, 'getBrowserViews');
    return typeof views === 'function' ? Array.from(views.call(window)).length : -1;
  });
}

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
