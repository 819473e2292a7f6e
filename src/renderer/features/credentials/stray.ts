/** What a copied key or secret picks up on its way, by the name a person knows it by. */
export type StrayKind = 'space' | 'tab' | 'line-break' | 'no-break-space' | 'invisible' | 'control';
export type Stray = { place: 'start' | 'end' | 'inside'; kind: StrayKind; count: number };

const invisible = /\p{Default_Ignorable_Code_Point}/u;

function kindOf(character: string): StrayKind | null {
  if (character === '\t') return 'tab';
  if (character === '\n' || character === '\r' || character === '\u2028' || character === '\u2029') return 'line-break';
  if (invisible.test(character)) return 'invisible';
  if (/[\u00a0\u202f\u2007]/.test(character)) return 'no-break-space';
  if (/\p{Cc}/u.test(character)) return 'control';
  return /\s/u.test(character) ? 'space' : null;
}

/** Whether the character does not belong even between others: everything but an ordinary blank. */
function strayInside(kind: StrayKind | null): boolean {
  return kind !== null && kind !== 'space';
}

/** Blanks at either end and invisible characters anywhere, in the order they stand. */
export function strayCharacters(text: string): Stray[] {
  const kinds = [...text].map(kindOf);
  const first = kinds.indexOf(null);
  const last = kinds.lastIndexOf(null);
  const found: Stray[] = [];
  kinds.forEach((kind, index) => {
    if (kind === null) return;
    const place = first < 0 || index < first ? 'start' : index > last ? 'end' : 'inside';
    if (place === 'inside' && !strayInside(kind)) return;
    const known = found.find((one) => one.place === place && one.kind === kind);
    if (known) known.count += 1;
    else found.push({ place, kind, count: 1 });
  });
  return found;
}

/** The text without them. Ordinary blanks between other characters stay. */
export function withoutStray(text: string): string {
  return [...text]
    .filter((character) => !strayInside(kindOf(character)))
    .join('')
    .trim();
}
