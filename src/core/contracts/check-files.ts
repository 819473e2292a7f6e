import type { Field, FormValue } from '../../protocol/models/contract.ts';
import type { Breach } from './check-form.ts';

/** Where the files of a field, or a file in a field that takes none, break the contract. `isKept`: whether its bytes are still there. */
export function checkFiles(
  field: Field,
  given: readonly FormValue[],
  isKept: (fileId: string) => boolean,
): readonly Breach[] {
  const { file: expected } = field;
  if (expected === undefined) {
    return [{ rule: 'file', expected: 'text: this field takes no file', actual: 'a file', level: 'error' }];
  }
  const tooMany: Breach[] =
    given.length > 1 && !expected.many ? [{ rule: 'file', expected: 'one file', actual: `${given.length} files` }] : [];
  return [...tooMany, ...given.flatMap((value) => checkOne(value, expected.accept, isKept))];
}

function checkOne({ file }: FormValue, accept: readonly string[], isKept: (fileId: string) => boolean): Breach[] {
  if (file === undefined) return [{ rule: 'file', expected: 'a file', actual: 'text' }];
  if (!isKept(file.id)) {
    const actual = `${file.name}, which is no longer kept`;
    return [{ rule: 'file', expected: 'a file chosen anew', actual, level: 'error' }];
  }
  return accept.length === 0 || accept.some((range) => isOf(range, file.mediaType))
    ? []
    : [{ rule: 'file', expected: `a file of type ${accept.join(', ')}`, actual: `${file.mediaType} (${file.name})` }];
}

/** Media ranges (RFC 9110 §12.5.1), parameters aside. */
function isOf(range: string, mediaType: string): boolean {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return range.endsWith('/*') ? type.startsWith(range.slice(0, -1)) : type === range;
}
