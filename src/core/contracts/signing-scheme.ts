import type { SigningScheme } from '../../protocol/models/contract.ts';
import { signingExtensionSchema } from './extensions.ts';
import { arrayMember, isObject, type JsonObject, member, objectMember } from './json.ts';
import { dereferenceObject } from './references.ts';

/** How an operation is signed, and the security schemes of it that nothing here can fulfil. */
export type OperationSecurity = { signing: SigningScheme; unsupported: string[] };

/**
 * The signing of an operation: that of its first security requirement (its own, else the document's) that names a scheme with
 * `x-signing`. Schemes without it beside a signed one belong to the same credential and need nothing more.
 */
export function operationSecurity(root: JsonObject, operation: JsonObject): OperationSecurity {
  const requirements = Array.isArray(member(operation, 'security'))
    ? arrayMember(operation, 'security')
    : arrayMember(root, 'security');
  const schemes = objectMember(member(root, 'components'), 'securitySchemes');
  const unsupported = new Set<string>();
  for (const requirement of requirements) {
    const names = isObject(requirement) ? Object.keys(requirement) : [];
    for (const name of names) {
      const extension = member(dereferenceObject(root, member(schemes, name)), 'x-signing');
      const signing = extension === undefined ? undefined : signingExtensionSchema.safeParse(extension).data;
      if (signing !== undefined) return { signing, unsupported: [] };
      unsupported.add(name);
    }
    if (names.length === 0) return { signing: { scheme: 'none' }, unsupported: [] };
  }
  return { signing: { scheme: 'none' }, unsupported: [...unsupported] };
}
