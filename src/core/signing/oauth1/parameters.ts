import { percentEncode } from './percent-encoding.ts';

/** A parameter of a message, decoded. `oauth`: a protocol parameter the signer supplies or the caller set. */
export type Parameter = { origin: 'query' | 'body' | 'header' | 'oauth'; name: string; value: string };

export type NormalisedParameter = Parameter & { encodedName: string; encodedValue: string };

/** Never part of what is signed (RFC 5849 §3.4.1.3.1): the signature itself, and the realm of an Authorization header. */
export function isSigned(parameter: Parameter): boolean {
  return parameter.name !== 'oauth_signature' && !(parameter.origin === 'header' && parameter.name === 'realm');
}

export function encodeParameter(parameter: Parameter): NormalisedParameter {
  return {
    ...parameter,
    encodedName: percentEncode(parameter.name),
    encodedValue: percentEncode(parameter.value),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Encoded parameters by encoded name, then encoded value, in byte order (RFC 5849 §3.4.1.3.2); both are ASCII. */
export function sortParameters(parameters: readonly NormalisedParameter[]): NormalisedParameter[] {
  return parameters.toSorted(
    (a, b) => compareText(a.encodedName, b.encodedName) || compareText(a.encodedValue, b.encodedValue),
  );
}

/** Sorted parameters as one text: `name=value` joined by `&`, empty values and duplicates included. */
export function parameterString(sorted: readonly NormalisedParameter[]): string {
  return sorted.map(({ encodedName, encodedValue }) => `${encodedName}=${encodedValue}`).join('&');
}
