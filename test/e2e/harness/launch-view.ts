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

/** Presses the button with this text in whichever frame of an open launch view has it. `false`: none has. */
export async function pressInLaunchView(app: ElectronApplication, label: string): Promise<boolean> {
  return app.evaluate(async ({ webContents }, wanted) => {
    const views = webContents.getAllWebContents().filter((contents) => /^https?:/.test(contents.getURL()));
    const code = `(() => {
      const buttons = [...document.querySelectorAll('button, input[type=submit]')];
      const found = buttons.find((one) => (one.textContent || one.value).trim() === ${JSON.stringify(wanted)});
      if (found) setTimeout(() => found.click());
      return found !== undefined;
    })()`;
    for (const frame of views.flatMap((contents) => contents.mainFrame.framesInSubtree)) {
      const pressed: unknown = await frame.executeJavaScript(code, true).catch(() => false);
      if (pressed === true) return true;
    }
    return false;
  }, label);
}
