const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // Written as they are, the HTML parser would fold CR LF into LF.
  '\r': '&#13;',
  '\n': '&#10;',
};

/** Text for an HTML attribute value or element. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\r\n]/g, (character) => escapes[character] ?? character);
}
