import { readdir, readFile, readlink } from 'node:fs/promises';

/** One process of the running app, as the system tells of it (Linux: /proc). */
export type AppProcess = { pid: number; commandLine: string; environment: string };

/** The process and everything it started, directly or not. */
export async function processTree(root: number): Promise<AppProcess[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? await parentOf(pid) : null;
    if (parent !== null) parents.set(pid, parent);
  }
  const inTree = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && inTree(parent);
  };
  const found = await Promise.all([...parents.keys()].filter(inTree).map(describe));
  return found.flatMap((one) => (one === null ? [] : [one]));
}

async function parentOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in parentheses may hold spaces: the parent is the second word behind it.
  const words = status?.slice(status.lastIndexOf(')') + 2).split(' ');
  return words?.[1] === undefined ? null : Number(words[1]);
}

async function describe(pid: number): Promise<AppProcess | null> {
  try {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    return { pid, commandLine: commandLine.replaceAll('\0', ' '), environment };
  } catch {
    return null;
  }
}

/** The core process: a Node of its own, or Electron's utility process. */
export async function corePid(root: number): Promise<number> {
  const found = (await processTree(root)).filter(
    ({ commandLine }) => commandLine.includes('core.cjs') || commandLine.includes('node.mojom.NodeService'),
  );
  const [core, ...others] = found;
  if (core === undefined || others.length > 0) {
    throw new Error(`One core process was expected: ${found.map(({ commandLine }) => commandLine).join(' | ')}`);
  }
  return core.pid;
}

/** Whether the process is still there. */
export async function isAlive(pid: number): Promise<boolean> {
  return readlink(`/proc/${pid}/exe`).then(
    () => true,
    () => false,
  );
}
