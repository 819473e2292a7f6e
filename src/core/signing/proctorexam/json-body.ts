import { ProblemError } from '../../../protocol/problem.ts';
import { parseJsonExactly, rubyText } from './ruby-text.ts';

/** How a parameter is written in a JSON body. `json`: its text is JSON already, for arrays. */
export type JsonType = 'string' | 'number' | 'boolean' | 'json';
export type JsonTypes = Readonly<Record<string, JsonType>>;

/** A parameter as it stands in the body (`literal`, JSON text) and in the string that is signed. */
export type JsonParameter = { literal: string; signedValue: string };

function refuse(name: string, detail: string): never {
  throw new ProblemError('signing.invalid-parameter', { field: `params.${name}`, params: { name }, detail });
}

function asString(value: string): JsonParameter {
  return { literal: JSON.stringify(value), signedValue: value };
}

function fromJson(name: string, text: string, expected: JsonType): JsonParameter {
  let parsed: unknown;
  try {
    parsed = parseJsonExactly(text);
  } catch {
    return refuse(name, `"${text}" is no ${expected === 'json' ? 'valid JSON' : expected}.`);
  }
  const signedValue = rubyText(parsed);
  if (signedValue === null) {
    return refuse(
      name,
      'How the server writes this value into the string it signs is not documented (objects, null inside an array, unusual numbers or characters). Send it as text instead.',
    );
  }
  return { literal: text.trim(), signedValue };
}

/**
 * Writes one parameter for a JSON body and says what has to be signed for it, so that the server's own text of what it receives
 * is what was signed. Without a type, `timestamp` and `nonce` are numbers where they can be, all else strings.
 * Throws `signing.invalid-parameter` for a value its type cannot carry.
 */
export function jsonParameter(name: string, value: string, type: JsonType | undefined): JsonParameter {
  switch (type) {
    case undefined:
      return (name === 'timestamp' || name === 'nonce') && /^(?:0|[1-9]\d*)$/.test(value)
        ? { literal: value, signedValue: value }
        : asString(value);
    case 'string':
      return asString(value);
    case 'number': {
      if (!/^-?\d/.test(value) || /\s/.test(value)) refuse(name, `"${value}" is no number.`);
      const parameter = fromJson(name, value, type);
      return parameter.signedValue === value
        ? parameter
        : refuse(name, `Write ${parameter.signedValue} instead of ${value}.`);
    }
    case 'boolean':
      return value === 'true' || value === 'false'
        ? { literal: value, signedValue: value }
        : refuse(name, `"${value}" is neither true nor false. Send it as a string to test this on purpose.`);
    case 'json':
      return fromJson(name, value, type);
  }
}

/** A JSON object with these members in this order. */
export function jsonObject(members: readonly (readonly [name: string, literal: string])[]): string {
  return `{${members.map(([name, literal]) => `${JSON.stringify(name)}:${literal}`).join(',')}}`;
}
