import type { ElectronApplication } from 'playwright';

/** Visible text of every frame of every open launch view, by the frame's address. */
export async function launchViewTexts(app: ElectronApplication): Promise<{ url: string; text: string }[]> {
  return app.evaluate(async ({ webContents }) => {
    const views = webContents.getAllWebContents().filter((contents) => /^https?:/.test(contents.getURL()));
    const frames = views.flatMap((contents) => contents.mainFrame.framesInSubtree);
    return Promise.all(
      frames.map(async (frame) => ({
        url: frame.url,
        text: String(await frame.executeJavaScript('document.body?.innerText ?? ""').catch(() => '')),
      })),
    );
  });
}
