import { open, readFile } from 'node:fs/promises';
import type { WebContents } from 'electron';
import type { SelfTestCheck } from '../../protocol/models/self-test.ts';
import { pagePreferences } from '../security/page-preferences.ts';
import type { Check } from './checks.ts';
import type { Fuses } from './fuse-wire.ts';
import { pageFactsSchema, pageFactsScript } from './page-facts.ts';

/** There is nothing to see of it in this build. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

export type AppFacts = {
  isPackaged: boolean;
  /** What the app runs from. */
  appPath: string;
  fuses: Fuses | null;
  /** The window's page, once it has loaded. */
  page(): Promise<WebContents>;
  appOrigin: string;
  platform: string;
};

/** What must not be on, or off, in any packaged app, whatever its variant. */
const required: Fuses = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  OnlyLoadAppFromAsar: true,
  EnableCookieEncryption: true,
};

/** Parts of the content policy without which the rest is worth little. */
const requiredPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

/** The checks of what surrounds core: the package, the page and its process. */
export function appChecks(facts: AppFacts): Check[] {
  return [
    { id: 'archive', run: () => checkArchive(facts) },
    { id: 'fuses', run: async () => checkFuses(facts) },
    { id: 'page', run: () => checkPage(facts) },
    { id: 'renderer', run: () => checkRenderer(facts) },
  ] satisfies { id: SelfTestCheck['id']; run(): Promise<string> }[];
}

async function checkArchive({ isPackaged, appPath }: AppFacts): Promise<string> {
  if (!isPackaged) throw new NotApplicable('The app runs from a checkout.');
  if (!appPath.endsWith('app.asar')) throw new Error('The app does not run from its archive.');
  // Files in it are read as files of a folder: what cannot be read so was not packed.
  await (await open(`${appPath}/package.json`)).close();
  return 'The app runs from app.asar.';
}

function checkFuses({ isPackaged, fuses }: AppFacts): string {
  if (!isPackaged) throw new NotApplicable('Fuses are flipped when the app is packaged.');
  if (fuses === null) throw new Error('The executable has no fuses that could be read.');
  const wrong = Object.entries(required).filter(([name, wanted]) => Reflect.get(fuses, name) !== wanted);
  if (wrong.length > 0) throw new Error(`Not as they must be: ${wrong.map(([name]) => name).join(', ')}.`);
  const lit = Object.entries(fuses).filter(([, isOn]) => isOn);
  return `On: ${lit.map(([name]) => name).join(', ')}. All others off.`;
}

async function pageFacts(page: WebContents) {
  return pageFactsSchema.parse(await page.executeJavaScript(pageFactsScript));
}

async function checkPage({ page, appOrigin }: AppFacts): Promise<string> {
  const { origin, policy, ranInline, violated } = await pageFacts(await page());
  if (origin !== appOrigin) throw new Error(`The window shows ${origin}.`);
  const missing = requiredPolicy.filter((directive) => !policy.includes(directive));
  if (missing.length > 0) throw new Error(`The content policy lacks ${missing.join(', ')}.`);
  if (ranInline) throw new Error('A script in the page ran although the content policy forbids it.');
  if (!violated.includes('connect-src'))
    throw new Error('The page may ask other addresses: its content policy did not stop it.');
  return `${origin} under its content policy; an inline script and a foreign address were refused.`;
}

async function checkRenderer({ page, platform }: AppFacts): Promise<string> {
  const contents = await page();
  const { nodeGlobals, bridge, bridged } = await pageFacts(contents);
  const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
  const actual: unknown = typeof read === 'function' ? read.call(contents) : null;
  const differing = differingPreferences(actual);
  if (differing.length > 0) throw new Error(`Web preferences are not as they must be: ${differing.join(', ')}.`);
  if (nodeGlobals.length > 0) throw new Error(`The page has something of Node: ${nodeGlobals.join(', ')}.`);
  if (bridge.join() !== 'command,host,onEvent')
    throw new Error(`The bridge has other functions: ${bridge.join(', ')}.`);
  if (!bridged) throw new Error('A command did not reach core over the bridge.');
  return `Isolated, without Node, three functions of a bridge. ${await systemSandbox(contents.getOSProcessId(), platform)}`;
}

/** Names of preferences the page does not have as all pages must. */
function differingPreferences(actual: unknown): string[] {
  if (typeof actual !== 'object' || actual === null) return ['none could be read'];
  return Object.entries(pagePreferences)
    .filter(([name, wanted]) => typeof wanted === 'boolean' && (Reflect.get(actual, name) ?? false) !== wanted)
    .map(([name]) => name);
}

/** Whether the system confines the page's process: seccomp with a filter is mode 2 (proc(5)). Elsewhere nothing tells. */
async function systemSandbox(pid: number, platform: string): Promise<string> {
  if (platform !== 'linux') return 'This system does not tell whether it confines the process.';
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  if (/^Seccomp:\s*2$/m.test(status)) return 'Its process is confined by the system.';
  throw new Error('The page’s process is not confined by the system: Chromium’s sandbox is off.');
}
