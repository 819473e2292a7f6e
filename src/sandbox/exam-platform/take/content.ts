import { escapeHtml } from '../../http/html.ts';

const allowedTags = new Set(
  'p br hr b strong i em u s sub sup small code pre blockquote ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody tr th td'.split(
    ' ',
  ),
);

/**
 * Exam instructions as markup that is safe to show: simple elements stay, without their attributes; every other tag and what
 * stands in script or style elements goes; text is escaped. `placeholder` gives the markup for a name in braces, or null to
 * leave it as it stands.
 */
export function instructionsHtml(content: string, placeholder: (name: string) => string | null): string {
  const visible = content
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  return visible
    .split(/(<\/?[a-z][^<>]*>)/i)
    .map((part, index) => (index % 2 === 1 ? simpleTag(part) : textWithPlaceholders(part, placeholder)))
    .join('');
}

function simpleTag(tag: string): string {
  const match = /^<(\/?)([a-z][a-z0-9]*)/i.exec(tag);
  const name = match?.[2]?.toLowerCase() ?? '';
  return allowedTags.has(name) ? `<${match?.[1] ?? ''}${name}>` : '';
}

function textWithPlaceholders(text: string, placeholder: (name: string) => string | null): string {
  return text
    .split(/(\{[A-Za-z0-9_.-]+\})/)
    .map((part, index) => {
      const markup = index % 2 === 1 ? placeholder(part.slice(1, -1)) : null;
      return markup ?? escapeHtml(decodeEntities(part));
    })
    .join('');
}

/** The few entities that instructions written as HTML hold; anything else stays as it was typed. */
function decodeEntities(text: string): string {
  return text
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
