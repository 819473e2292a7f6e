import type { SigningScheme } from '../../protocol/models/contract.ts';
import { signingExtensionSchema } from './extensions.ts';
import { arrayMember, isObject, type JsonObject, member, objectMember } from './json.ts';
import { dereferenceObject } from './references.ts';

/** How an operation is signed, and the security schemes of it that nothing here can fulfil. */
export type OperationSecurity = { signing: SigningScheme; unsupported: string[] };

/**
 * The signing of an operation: that of its first security requirement (its own, else the document's) that can be fulfilled with
 * one credential. Schemes without `x-signing` beside one that has it belong to the same credential and need nothing more; a
 * standard scheme (HTTP bearer or basic, mutual TLS: OpenAPI 3.1 §4.8.27) has to stand alone.
 */
export function operationSecurity(root: JsonObject, operation: JsonObject): OperationSecurity {
  const requirements = Array.isArray(member(operation, 'security'))
    ? arrayMember(operation, 'security')
    : arrayMember(root, 'security');
  const schemes = objectMember(member(root, 'components'), 'securitySchemes');
  const unsupported = new Set<string>();
  for (const requirement of requirements) {
    const names = isObject(requirement) ? Object.keys(requirement) : [];
    if (names.length === 0) return { signing: { scheme: 'none' }, unsupported: [] };
    const read = names.map((name) => readScheme(dereferenceObject(root, member(schemes, name))));
    const extended = read.find((one) => one.extended)?.signing;
    const fulfils = extended ?? (names.length === 1 ? read[0]?.signing : undefined);
    if (fulfils !== undefined) return { signing: fulfils, unsupported: [] };
    for (const name of names) unsupported.add(name);
  }
  return { signing: { scheme: 'none' }, unsupported: [...unsupported] };
}

function readScheme(scheme: unknown): { signing: SigningScheme | undefined; extended: boolean } {
  const extension = member(scheme, 'x-signing');
  const extended = extension === undefined ? undefined : signingExtensionSchema.safeParse(extension).data;
  if (extended !== undefined) return { signing: extended, extended: true };
  return { signing: standardScheme(scheme), extended: false };
}

function standardScheme(scheme: unknown): SigningScheme | undefined {
  const type = member(scheme, 'type');
  if (type === 'mutualTLS') return { scheme: 'mutual-tls' };
  if (type !== 'http') return undefined;
  const name = String(member(scheme, 'scheme')).toLowerCase();
  if (name === 'bearer' || name === 'basic') return { scheme: name };
  return undefined;
}
