import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { type AppFiles, appPath, contentTypeOf, listAppFiles } from './app-files.ts';
import { preparePage, securityHeaders, trustedTypesPath, trustedTypesScript } from './content-policy.ts';
import { appScheme } from './origin.ts';

/** What the app's scheme may do. Must be declared before Electron is ready. */
export const appSchemePrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

type AppRequest = { method: string; url: string };

/**
 * Serves the built renderer from `root` at the app's origin, in the session `protocol` belongs to and in no other. With a
 * development server there is nothing to serve.
 */
export async function serveApp(protocol: Protocol, root: string, isDeveloping: boolean): Promise<void> {
  const files: AppFiles = isDeveloping ? new Map() : await listAppFiles(root);
  protocol.handle(appScheme, (request) => answer(request, files));
}

/** The answer to one request: a file of the app, 404 for anything else, 405 for anything but reading. */
export async function answer({ method, url }: AppRequest, files: AppFiles): Promise<Response> {
  const nonce = randomBytes(18).toString('base64');
  const headers = securityHeaders(nonce);
  const reply = (status: number, body: string | Uint8Array<ArrayBuffer>, type: string) =>
    new Response(body, { status, headers: { ...headers, 'content-type': type } });

  if (method !== 'GET' && method !== 'HEAD') return reply(405, '', 'text/plain');
  const path = appPath(url);
  if (path === trustedTypesPath) return reply(200, trustedTypesScript, contentTypeOf(path));
  const file = path === null ? undefined : files.get(path);
  if (path === null || file === undefined) return reply(404, '', 'text/plain');
  const type = contentTypeOf(path);
  if (type.startsWith('text/html')) return reply(200, preparePage(await readFile(file, 'utf8'), nonce), type);
  return reply(200, new Uint8Array(await readFile(file)), type);
}
