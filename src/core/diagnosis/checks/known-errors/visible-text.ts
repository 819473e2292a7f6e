/** Most characters of an answer that are looked through: error pages are short, and what matters stands in front. */
export const maxSearched = 200_000;

const entities: Readonly<Record<string, string>> = {
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&rsquo;': "'",
  '&quot;': '"',
  '&#34;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
};

/** A text to compare phrases with: lower case, blanks and quotes of one kind, the escapes of JSON and HTML undone. */
export function comparable(text: string): string {
  return text
    .slice(0, maxSearched)
    .replace(
      /&(?:#39|#x27|apos|rsquo|quot|#34|amp|lt|gt|nbsp);/gi,
      (entity) => entities[entity.toLowerCase()] ?? entity,
    )
    .replace(/\\(["'/])/g, '$1')
    .replace(/\\n/g, ' ')
    .replace(/\\u0027/gi, "'")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** Without the elements of this name, in one pass. */
function without(html: string, lower: string, name: string): [html: string, lower: string] {
  const kept: [number, number][] = [];
  let from = 0;
  while (from < html.length) {
    const open = lower.indexOf(`<${name}`, from);
    if (open === -1) break;
    const close = lower.indexOf(`</${name}`, open);
    kept.push([from, open]);
    from = close === -1 ? html.length : close;
  }
  kept.push([from, html.length]);
  const join = (text: string) => kept.map(([start, end]) => text.slice(start, end)).join(' ');
  return [join(html), join(lower)];
}

/** What a page of HTML shows: no scripts, styles, comments and tags. Other texts stay as they are. */
export function visibleText(body: string): string {
  const text = body.slice(0, maxSearched);
  if (!/^\s*<|<(?:html|body|pre|p|div|h1)[\s>]/i.test(text.slice(0, 2000))) return text;
  // Lower case of some letters is longer, which would move the places.
  const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const [html] = without(...without(...without(text, lower, 'script'), 'style'), 'svg');
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
