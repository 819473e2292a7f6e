import type { ElectronApplication } from 'playwright';

/** A page that is left while it is asked never answers. Milliseconds. */
const longestAnswer = 2000;

/**
 * Runs an expression in every frame of the open launch views, or of the newest alone, and answers with what each made of it, by its
 * address. Views of earlier launches stay open behind the newest.
 */
async function inEachFrame(
  app: ElectronApplication,
  code: string,
  views: 'all' | 'newest',
): Promise<{ url: string; value: unknown }[]> {
  return app.evaluate(
    async ({ webContents }, [expression, longest, which]) => {
      const all = webContents
        .getAllWebContents()
        .filter((contents) => !contents.getURL().startsWith('app:'))
        .sort((a, b) => b.id - a.id);
      const frames = (which === 'newest' ? all.slice(0, 1) : all)
        .flatMap((contents) => contents.mainFrame.framesInSubtree)
        .filter(({ url }) => /^https?:/.test(url));
      return Promise.all(
        frames.map(async (frame) => {
          const late = new Promise((resolve) => setTimeout(() => resolve(null), longest));
          const value: unknown = await Promise.race([
            frame.executeJavaScript(expression, true).catch(() => null),
            late,
          ]);
          return { url: frame.url, value };
        }),
      );
    },
    [code, longestAnswer, views] as const,
  );
}

/** Visible text of every frame of every open launch view, by the frame's address. */
export async function launchViewTexts(app: ElectronApplication): Promise<{ url: string; text: string }[]> {
  const frames = await inEachFrame(app, 'document.body?.innerText ?? ""', 'all');
  return frames.map(({ url, value }) => ({ url, text: typeof value === 'string' ? value : '' }));
}

/** Presses the button with this text in the newest launch view. `false`: it has none. */
export async function pressInLaunchView(app: ElectronApplication, label: string): Promise<boolean> {
  const frames = await inEachFrame(
    app,
    `(() => {
      const buttons = [...document.querySelectorAll('button, input[type=submit]')];
      const found = buttons.find((one) => (one.textContent || one.value).trim() === ${JSON.stringify(label)});
      if (found) setTimeout(() => found.click());
      return found !== undefined;
    })()`,
    'newest',
  );
  return frames.some(({ value }) => value === true);
}

/** Ticks the first box or choice of this name in the newest launch view. `false`: it has none. */
export async function tickInLaunchView(app: ElectronApplication, name: string): Promise<boolean> {
  const frames = await inEachFrame(
    app,
    `(() => {
      const box = document.querySelector('input[name=${JSON.stringify(name)}]');
      if (box) box.checked = true;
      return box !== null;
    })()`,
    'newest',
  );
  return frames.some(({ value }) => value === true);
}
