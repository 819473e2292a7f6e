import type { ErrorObject } from 'ajv/dist/2020.js';

/**
 * Leaves the errors a person can act on. A failing `oneOf` reports every error of every branch: only the choice itself is kept. `if` repeats
 * what its branch says, and `unevaluatedProperties` is often only the echo of an error further down.
 */
export function relevantErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const withoutBranches = dropBranchErrors(errors).filter((error) => error.keyword !== 'if');
  const echoFree = withoutBranches.filter(
    (error) =>
      error.keyword !== 'unevaluatedProperties' ||
      !withoutBranches.some((other) => other !== error && isBelow(unevaluatedAt(error), other.instancePath)),
  );
  return unique(echoFree);
}

/** The branch errors of a choice come just before the choice, at or below the place it is about. */
function dropBranchErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'oneOf' || error.keyword === 'anyOf') {
      while (isBranchError(kept.at(-1), error)) kept.pop();
    }
    kept.push(error);
  }
  return kept;
}

function isBranchError(candidate: ErrorObject | undefined, choice: ErrorObject): boolean {
  if (candidate === undefined || !isBelow(choice.instancePath, candidate.instancePath)) return false;
  return candidate.schemaPath.startsWith(`${choice.schemaPath}/`) || !sharesParent(candidate, choice);
}

/** An error of the same schema object is the choice's neighbour, not part of one of its branches. */
function sharesParent(candidate: ErrorObject, choice: ErrorObject): boolean {
  const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
  return candidate.schemaPath.startsWith(`${parentOf(choice.schemaPath)}/`);
}

function unevaluatedAt(error: ErrorObject): string {
  const name: unknown = error.params.unevaluatedProperty;
  return typeof name === 'string'
    ? `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    : error.instancePath;
}

function isBelow(ancestor: string, path: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}

function unique(errors: readonly ErrorObject[]): ErrorObject[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
