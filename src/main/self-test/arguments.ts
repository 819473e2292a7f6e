import { resolve } from 'node:path';

/** Asked for on the command line: `--self-test [--out FILE]`. `out` is `null` for standard output. */
export type SelfTestRequest = { out: string | null };

/** `null`: the app is to be opened for a person. */
export function selfTestRequest(args: readonly string[], cwd: string): SelfTestRequest | null {
  if (!args.includes('--self-test')) return null;
  const joined = args.find((argument) => argument.startsWith('--out='));
  const out = joined?.slice('--out='.length) ?? args[args.indexOf('--out') + 1];
  const isGiven = joined !== undefined || args.includes('--out');
  return { out: isGiven && out !== undefined && out !== '' ? resolve(cwd, out) : null };
}
