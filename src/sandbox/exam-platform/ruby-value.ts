/**
 * Values as a Rails application holds them after reading a request, and the text Ruby makes of them. The signature
 * is computed over that text ("#{value}"), so `true`, `nil` and lists must look as Ruby writes them.
 */
export type RubyValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | readonly RubyValue[]
  | { readonly hash: readonly (readonly [string, RubyValue])[] };

/** Ruby refuses JSON nested deeper than this. */
const deepest = 100;

/** The body is not JSON, or is nested too deep. */
export class MalformedJsonError extends Error {
  override readonly name = 'MalformedJsonError';
}

/** Reads JSON the way Ruby does: integers of any size stay exact, decimals are floats. */
export function parseRubyJson(text: string): RubyValue {
  try {
    return toRuby(JSON.parse(text, keepIntegers), 0);
  } catch {
    throw new MalformedJsonError('The body is not valid JSON.');
  }
}

/** `value.to_s`, which is also what string interpolation yields. */
export function rubyToS(value: RubyValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : rubyInspect(value);
}

/** `value.inspect` (Ruby 3.3: `{"a"=>1}`), which lists and hashes use for what they hold. */
export function rubyInspect(value: RubyValue): string {
  if (value === null) return 'nil';
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      return rubyFloat(value);
    case 'string':
      return inspectString(value);
    default:
      return 'hash' in value
        ? `{${value.hash.map(([key, member]) => `${inspectString(key)}=>${rubyInspect(member)}`).join(', ')}}`
        : `[${value.map(rubyInspect).join(', ')}]`;
  }
}

function keepIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const source = context?.source ?? (Number.isSafeInteger(value) ? String(value) : '');
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

function toRuby(value: unknown, depth: number): RubyValue {
  if (depth > deepest) throw new MalformedJsonError('The body is nested too deep.');
  if (value === null) return null;
  switch (typeof value) {
    case 'boolean':
    case 'string':
    case 'bigint':
    case 'number':
      return value;
    case 'object':
      return Array.isArray(value)
        ? value.map((member) => toRuby(member, depth + 1))
        : { hash: Object.entries(value).map(([key, member]) => [key, toRuby(member, depth + 1)]) };
    default:
      throw new MalformedJsonError('The body holds something JSON has no word for.');
  }
}

/** Float#to_s: always with a decimal point, scientific from 1e16 on and below 1e-4. */
function rubyFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const sign = value < 0 ? '-' : '';
  const exponent = Number(power);
  const digits = mantissa.replace('.', '');
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits.slice(0, 1)}.${digits.slice(1) || '0'}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

const escapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\v', '\\v'],
  ['\b', '\\b'],
  ['\x07', '\\a'],
  ['\x1b', '\\e'],
]);

/** String#inspect of a UTF-8 string: printable characters stay, also those that are not ASCII. */
function inspectString(text: string): string {
  const inner = text
    .replace(/["\\\p{Cc}]/gu, (character) => escapes.get(character) ?? controlCode(character))
    .replace(/#(?=[{$@])/g, '\\#');
  return `"${inner}"`;
}

function controlCode(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length > 2 || Number.parseInt(code, 16) >= 0x80
    ? `\\u${code.padStart(4, '0')}`
    : `\\x${code.padStart(2, '0')}`;
}
