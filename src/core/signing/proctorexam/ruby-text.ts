/** A number of a JSON text in its own spelling: converting it would lose digits of large nonces. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Parses JSON with numbers kept as they are written. Throws `SyntaxError`. */
export function parseJsonExactly(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value,
  );
}

function numberText(source: string): string | null {
  if (source === '-0') return '0';
  if (/^-?(?:0|[1-9]\d*)$/.test(source)) return source;
  // Within these bounds Ruby prints a float as it was written; beyond, it rounds or uses an exponent.
  const isPlainDecimal = /^-?(?:0\.(?!0000)|[1-9]\d*\.)(?:0|\d*[1-9])$/.test(source);
  return isPlainDecimal && source.replace(/[-.]/g, '').length <= 15 ? source : null;
}

const inspectEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function inspectText(text: string): string | null {
  const escaped = text
    .replace(/["\\\n\r\t]/g, (character) => inspectEscapes[character] ?? character)
    .replace(/#(?=[{$@])/g, '\\#');
  // Ruby writes other unprintable characters as escapes that differ between its versions.
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(escaped) ? null : `"${escaped}"`;
}

function inspectItem(value: unknown): string | null {
  if (typeof value === 'string') return inspectText(value);
  return Array.isArray(value) ? arrayText(value) : scalarText(value);
}

function arrayText(items: readonly unknown[]): string | null {
  const texts: string[] = [];
  for (const item of items) {
    const text = item === null ? null : inspectItem(item);
    if (text === null) return null;
    texts.push(text);
  }
  return `[${texts.join(', ')}]`;
}

function scalarText(value: unknown): string | null {
  if (value instanceof JsonNumber) return numberText(value.source);
  return typeof value === 'boolean' ? String(value) : null;
}

/**
 * A JSON value (from {@link parseJsonExactly}) as the Rails server writes it into the string it signs, Ruby's `to_s`: text raw,
 * `true`/`false`, `null` as nothing, arrays as `["a", 1]`. `null` for what has no documented form: objects, `null` in an array,
 * numbers and characters that Ruby spells otherwise.
 */
export function rubyText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return Array.isArray(value) ? arrayText(value) : scalarText(value);
}
