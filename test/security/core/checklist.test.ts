import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

/** What of Electron's security checklist is held by looking at the sources, and that the page about it is complete. */
const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const page = read('docs/security.md');

/** Rows of the checklist: number, item, what is done, link to the file, title of the test. */
const items = [
  ...page.matchAll(/^\| +(?<number>\d+) +\| [^|]+\| [^|]+\| \[[^\]]+\]\((?<file>[^)]+)\) +\| (?<title>[^|]+?) +\|$/gm),
].map(({ groups = {} }) => ({
  number: Number(groups.number),
  file: groups.file ?? '',
  title: groups.title ?? '',
}));

describe('Electron’s checklist in docs/security.md', () => {
  test('has an answer to each of its twenty items', () => {
    expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test.each(items)('keeps a test for item $number', ({ file, title }) => {
    expect(readFileSync(fileURLToPath(new URL(file, new URL('docs/', root))), 'utf8')).toContain(title);
  });
});

type Source = { path: string; text: string };

/** Sources of everything that is in the app, without tests. */
const sources: Source[] = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|tsx|html)$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: read(`src/${path}`) }));

const mentioning = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('the sources', () => {
  test.each([
    /nodeIntegration\w*: true/,
    /contextIsolation: false/,
    /sandbox: false/,
    /webSecurity: false/,
    /allowRunningInsecureContent: true/,
    /experimentalFeatures: true/,
    /\benableBlinkFeatures\b/,
    /webviewTag: true/,
    /<webview\s|createElement\(['"]webview|allowpopups/i,
    /@electron\/remote|enableRemoteModule/,
    /ELECTRON_DISABLE_SECURITY_WARNINGS/,
    /'ignore-certificate-errors'|allow-insecure-localhost/,
  ])('switch nothing off and use nothing old: %s', (pattern) => {
    // Preferences of pages are main's alone; elsewhere the same words mean other things.
    const isOfPages = (path: string) => /^(main|preload|renderer)\//.test(path);
    expect(mentioning(pattern).filter(isOfPages)).toEqual([]);
  });

  test('make pages in two places, both with the preferences of all pages', () => {
    const making = /new (BrowserWindow|BrowserView|WebContentsView)\(|createEmbeddedView\(window/;
    expect(mentioning(making).sort()).toEqual(['main/launch-view/view.ts', 'main/runtime.ts', 'main/windows.ts']);
    for (const path of ['main/launch-view/view.ts', 'main/windows.ts']) {
      expect(read(`src/${path}`), path).toContain('...pagePreferences,');
    }
  });

  test('open addresses outside in one place, behind its one rule', () => {
    expect(mentioning(/shell\.\w+\(/)).toEqual(['main/application.ts']);
    const application = read('src/main/application.ts');
    expect([...application.matchAll(/shell\.\w+\(/g)].map(([call]) => call)).toEqual([
      'shell.openExternal(',
      'shell.openPath(',
    ]);
    expect(application).toContain('openExternal(url, (address) => shell.openExternal(address))');
    // The path is core's own answer to where the data lies; nothing of a page comes near it.
    expect(application).toContain(
      'openDataFolder({ request: core.request, openPath: (path) => shell.openPath(path) })',
    );
  });

  test('start core with an environment of its own, wherever they start it', () => {
    expect(mentioning(/utilityProcess\.fork\(|[^.]\bfork\(entry/)).toEqual(['main/runtime.ts']);
    expect(read('src/main/runtime.ts')).not.toContain('process.env,');
  });

  test('put the bridge alone before pages', () => {
    expect(mentioning(/contextBridge/)).toEqual(['preload/index.ts']);
    expect([...read('src/preload/index.ts').matchAll(/exposeInMainWorld\(/g)]).toHaveLength(1);
  });
});

describe('Electron', () => {
  const manifest = z
    .object({ devDependencies: z.object({ electron: z.string() }) })
    .parse(JSON.parse(read('package.json')));

  test('is pinned, and the app calls no older one supported', () => {
    const { electron } = manifest.devDependencies;
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    const supported = /const supportedMajor = (\d+);/.exec(read('src/main/runtime.ts'))?.[1];
    expect(supported).toBe(electron.split('.')[0]);
  });
});
