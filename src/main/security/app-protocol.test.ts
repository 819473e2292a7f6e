import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppFiles, appPath, contentTypeOf, listAppFiles } from './app-files.ts';
import { answer } from './app-protocol.ts';

let root = '';
let files: AppFiles = new Map();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-app-'));
  root = join(folder, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(
    join(root, 'index.html'),
    '<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head></html>',
  );
  await writeFile(join(root, 'assets', 'index-a1_B2.js'), 'export {};');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  files = await listAppFiles(root);
});
afterAll(() => rm(join(root, '..'), { recursive: true }));

const get = (url: string, method = 'GET') => answer({ method, url }, files);

test.each(['app://countersign/', 'app://countersign/index.html', 'app://countersign/index.html?a#b'])(
  '%s is the page',
  async (url) => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  },
);

test('each load has a nonce of its own, the same in the page and its policy', async () => {
  const loads = await Promise.all(
    [1, 2].map(async () => {
      const response = await get('app://countersign/');
      const policy = response.headers.get('content-security-policy') ?? '';
      return { nonce: (await response.text()).match(/csp-nonce" content="([^"]+)"/)?.[1], policy };
    }),
  );
  for (const { nonce, policy } of loads) {
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
  }
  expect(loads[0]?.nonce).not.toBe(loads[1]?.nonce);
});

test('the policy allows nothing but what it names, and no inline script', async () => {
  const policy = (await get('app://countersign/')).headers.get('content-security-policy') ?? '';
  const directives = new Map(
    policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1).join(' ')]),
  );
  expect(directives.get('default-src')).toBe("'none'");
  expect(directives.get('script-src')).toBe("'self'");
  expect(directives.get('connect-src')).toBe("'self'");
  expect(directives.get('require-trusted-types-for')).toBe("'script'");
  for (const name of ['frame-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors', 'worker-src']) {
    expect(directives.get(name)).toBe("'none'");
  }
  expect(policy).not.toContain('unsafe-eval');
});

test('the Trusted Types policy is the first script of the page and lets no markup through', async () => {
  const page = await (await get('app://countersign/')).text();
  expect(page.indexOf('<script src="/trusted-types.js"></script>')).toBe(page.indexOf('<head>') + '<head>'.length);
  const source = await (await get('app://countersign/trusted-types.js')).text();
  let createHTML: (text: string) => unknown = () => 'no policy';
  const fakeWindow = {
    trustedTypes: {
      createPolicy: (name: string, rules: { createHTML: typeof createHTML }) => {
        expect(name).toBe('default');
        expect(Object.keys(rules)).toEqual(['createHTML']);
        createHTML = rules.createHTML;
      },
    },
  };
  new Function('window', source)(fakeWindow);
  expect(createHTML('.a > .b { color: red }')).toBe('.a > .b { color: red }');
  expect(createHTML('<img src=x onerror=alert(1)>')).toBeNull();
});

test('a script comes with its type, and with the headers that keep it to that', async () => {
  const response = await get('app://countersign/assets/index-a1_B2.js');
  expect(await response.text()).toBe('export {};');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

test.each([
  'app://countersign/../secret.txt',
  'app://countersign/..%2fsecret.txt',
  'app://countersign/%2e%2e/secret.txt',
  'app://countersign/%2e%2e%2fsecret.txt',
  'app://countersign/%252e%252e%252fsecret.txt',
  'app://countersign/assets/..%5c..%5csecret.txt',
  'app://countersign/assets\\..\\..\\secret.txt',
  'app://countersign//secret.txt',
  'app://countersign///etc/passwd',
  'app://countersign/%2fetc/passwd',
  'app://countersign/\\\\server\\share\\secret.txt',
  'app://countersign/C:/secret.txt',
  'app://countersign/index.html%00.txt',
  'app://countersign/index.html%20',
  'app://countersign/index.html.',
  'app://countersign/index.html::$DATA',
  'app://countersign/INDEX.HTML',
  'app://countersign/assets',
  'app://countersign/assets/',
  'app://countersign/link.txt',
  'app://countersign/%',
  'app://evil/index.html',
  'app://countersign.evil/index.html',
  'app://countersign@evil/index.html',
  'app://evil@countersign/index.html',
  'app://COUNTERSIGN/index.html',
  'file:///etc/passwd',
  'not an address',
])('%s reaches nothing', async (url) => {
  const response = await get(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not how the app is read', async (method) => {
  expect((await get('app://countersign/', method)).status).toBe(405);
});

test('paths are decoded once', () => {
  expect(appPath('app://countersign/assets/a%2Db.js')).toBe('/assets/a-b.js');
  expect(appPath('app://countersign/a%252e')).toBeNull();
});

test('bytes of unknown kind are never guessed at', () => {
  expect(contentTypeOf('/a.exe')).toBe('application/octet-stream');
});
