/** A stretch of a base string: what it is, decoded, and where it stands. `end` is after its last character. */
export type BasePart = {
  kind: 'method' | 'url' | 'parameter';
  /** The name of a parameter, decoded as often as it is encoded. */
  name: string;
  start: number;
  end: number;
};

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function pieces(text: string, from: number, separator: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = from;
  for (;;) {
    const next = text.indexOf(separator, start);
    found.push({ start, end: next === -1 ? text.length : next });
    if (next === -1) return found;
    start = next + separator.length;
  }
}

/**
 * Takes a base string apart: method, URL and parameters for OAuth 1.0 (RFC 5849 §3.4.1.1), parameters alone for ProctorExam.
 * Reads whatever a faulty signer may have written; the stretches are in order and do not overlap.
 */
export function baseParts(text: string): BasePart[] {
  const first = text.indexOf('&');
  const second = first === -1 ? -1 : text.indexOf('&', first + 1);
  if (second === -1 || !/^[A-Za-z]*$/.test(text.slice(0, first))) {
    return pieces(text, 0, '?').map(({ start, end }) => ({
      kind: 'parameter',
      name: text.slice(start, end).split('=')[0] ?? '',
      start,
      end,
    }));
  }
  const parameters = pieces(text, second + 1, '%26').map(({ start, end }): BasePart => {
    const encodedName = text.slice(start, end).split('%3D')[0] ?? '';
    return { kind: 'parameter', name: decodedOnce(decodedOnce(encodedName)), start, end };
  });
  return [
    { kind: 'method', name: '', start: 0, end: first },
    { kind: 'url', name: '', start: first + 1, end: second },
    ...parameters,
  ];
}

/** The stretch a character is in, or that it separates from the next one; `null` after the end. */
export function partAt(parts: readonly BasePart[], index: number): BasePart | null {
  return parts.find(({ end }) => index < end) ?? null;
}

export type Context = { before: string; mark: string; after: string };

/** Some characters around one: `mark` is that character, empty at the end of the text. */
export function contextOf(text: string, index: number, radius = 32): Context {
  return {
    before: `${index > radius ? '…' : ''}${text.slice(Math.max(0, index - radius), index)}`,
    mark: text.slice(index, index + 1),
    after: `${text.slice(index + 1, index + 1 + radius)}${text.length > index + 1 + radius ? '…' : ''}`,
  };
}
