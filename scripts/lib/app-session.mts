import { type ElectronApplication, _electron as electron, type Locator, type Page } from 'playwright';
import { type Pages, pagesOf } from '../../test/e2e/pages/index.ts';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { takePicture } from './pictures.mts';
import { playwrightLaunch } from './playwright-launch.mts';
import { temporaryFolder } from './temporary.mjs';

/** How long a step in the window may take, in milliseconds: a launch on a slow machine included. */
const stepLimitMs = 30_000;
const drawLimitMs = 5_000;
const mostStarts = 3;

/** The app with a profile of its own, driven through its window as a person does. */
export type AppSession = {
  app: ElectronApplication;
  window: Page;
  pages: Pages;
  /**
   * Waits until the verdict line says all of this, and answers with what it says.
   * @throws LauncherError that tells what was expected and what is there instead
   */
  verdictOf(what: string, wanted: readonly string[]): Promise<string>;
  /** Takes a picture of the window, the launch view included where one is shown. */
  picture(path: string): Promise<void>;
};

/** Opens the built app, does the work in it and closes it again, its profile removed. */
export async function withApp(work: (session: AppSession) => Promise<void>): Promise<void> {
  const profile = temporaryFolder('profile');
  try {
    const { app, window } = await openDrawing({ COUNTERSIGN_USER_DATA: profile.path });
    try {
      await work(sessionOf(app, window));
    } finally {
      await app.close();
    }
  } finally {
    await profile.remove();
  }
}

/** Without a GPU, Chromium now and then begins in a way in which nothing is ever drawn. Such a start is made anew. */
async function openDrawing(env: Record<string, string>): Promise<{ app: ElectronApplication; window: Page }> {
  for (let start = 1; start <= mostStarts; start += 1) {
    const app = await electron.launch(playwrightLaunch(process.env, env));
    const window = await app.firstWindow();
    window.setDefaultTimeout(stepLimitMs);
    await window.waitForLoadState('load');
    if (await draws(window)) return { app, window };
    await app.close();
  }
  throw new LauncherError(EXIT.display, `The window drew nothing, ${mostStarts} times in a row.`);
}

/** Whether the window gets to draw a second frame in time. */
async function draws(window: Page): Promise<boolean> {
  const drawn = window.evaluate(
    `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))`,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), drawLimitMs);
  });
  const drew = await Promise.race([drawn.catch(() => false), late]);
  clearTimeout(timer);
  return drew === true;
}

function sessionOf(app: ElectronApplication, window: Page): AppSession {
  const pages = pagesOf(window);
  return {
    app,
    window,
    pages,
    verdictOf: async (what, wanted) => {
      const said = wanted.reduce<Locator>((verdict, hasText) => verdict.filter({ hasText }), pages.try.verdict);
      try {
        await said.waitFor();
      } catch {
        const actual = await shownText(pages.try.verdict).catch(() => 'no verdict');
        const expected = wanted.map((text) => `“${text}”`).join(', ');
        throw new LauncherError(EXIT.failed, `${what}: expected a verdict with ${expected}, but it says:\n  ${actual}`);
      }
      return shownText(said);
    },
    picture: async (path) => {
      const shown = pages.launch.view.and(window.locator('[data-placement="shown"]'));
      const place = (await shown.count()) > 0 ? await shown.boundingBox() : null;
      await takePicture(app, window, path, place);
    },
  };
}

/** In one line, with the spaces a person sees. */
async function shownText(locator: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: the text of the nodes runs words together
  const text = await locator.innerText();
  return text.replace(/\s+/g, ' ').trim();
}
