import type { Answer } from './answer.ts';
import type { SandboxRequest } from './request.ts';

/** Values of the pattern's `:name` segments, percent-decoded. */
export type PathParameters = ReadonlyMap<string, string>;

export interface Route<Given = Answer> {
  readonly method: string;
  /** Path pattern; a segment `:name` matches one non-empty segment. */
  readonly pattern: string;
  readonly handle: (request: SandboxRequest, path: PathParameters) => Given;
}

/** The first route that matches, with its path parameters; null when none does. */
export function findRoute<Given>(
  routes: readonly Route<Given>[],
  method: string,
  path: string,
): { route: Route<Given>; path: PathParameters } | null {
  for (const route of routes) {
    if (route.method !== method) continue;
    const parameters = matchPath(route.pattern, path);
    if (parameters !== null) return { route, path: parameters };
  }
  return null;
}

function matchPath(pattern: string, path: string): PathParameters | null {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return null;
  const parameters = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const value = decodeSegment(actual[index] ?? '');
    if (value === null) return null;
    if (!segment.startsWith(':')) {
      if (segment !== value) return null;
    } else {
      if (value === '') return null;
      parameters.set(segment.slice(1), value);
    }
  }
  return parameters;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
