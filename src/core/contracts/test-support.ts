import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FormValue, Operation } from '../../protocol/models/contract.ts';
import { type LoadedContract, loadContract } from './load.ts';

/** A built-in contract as it is shipped. */
export function builtInContract(id: string): LoadedContract {
  const file = fileURLToPath(new URL(`../../../resources/contracts/${id}/openapi.yaml`, import.meta.url));
  return loadContract({ id, text: readFileSync(file, 'utf8'), builtIn: true });
}

export function operationOf(loaded: LoadedContract, id: string): Operation {
  const found = loaded.operations.get(id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found.operation;
}

/** A contract of one operation, `POST /things` (`createThing`) unless told otherwise, from its YAML parts. */
export function contractOf(paths: string, rest = ''): LoadedContract {
  return loadContract({ id: 'things', text: documentOf(paths, rest), builtIn: false });
}

export function documentOf(paths: string, rest = ''): string {
  return `openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n${indented(paths, 2)}\n${rest}`;
}

function indented(text: string, by: number): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `${' '.repeat(by)}${line}`)
    .join('\n');
}

/** Form values of one location, as `{name: text}`. */
export function filled(location: FormValue['in'], values: Readonly<Record<string, string>>): FormValue[] {
  return Object.entries(values).map(([name, value]) => ({ name, in: location, value }));
}
