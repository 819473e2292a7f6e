/** A JSON object whose members are not yet known. Members are read with {@link member}, never through the prototype. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member of an object; `undefined` for anything else, so that `constructor` is never found by accident. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function objectMember(value: unknown, name: string): JsonObject | undefined {
  const found = member(value, name);
  return isObject(found) ? found : undefined;
}

export function arrayMember(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

export function numberMember(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** A JSON value as the text a form shows: strings as they are, everything else as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The keys of an array or object one step down, as JSON pointer segments. */
export type Path = readonly string[];

/** RFC 6901 §3. The empty path is the whole document: `''`. */
export function toPointer(path: Path): string {
  return path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** RFC 6901 §4 and, for the `#/…` form of a reference, §6 (percent-decoding). */
export function fromPointer(pointer: string): string[] {
  const fragment = pointer.startsWith('#');
  const text = fragment ? pointer.slice(1) : pointer;
  return text
    .split('/')
    .slice(1)
    .map((segment) => (fragment ? percentDecoded(segment) : segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function percentDecoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The value at a path, by own members only; `undefined` when there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let current = root;
  for (const segment of path) {
    if (Array.isArray(current)) current = /^(?:0|[1-9]\d*)$/.test(segment) ? current[Number(segment)] : undefined;
    else current = member(current, segment);
  }
  return current;
}
