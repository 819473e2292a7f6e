/**
 * A form of a secret to look for. `widen` marks base64: the character on each side carries some bits of the secret
 * together with its neighbours', so it is masked as well.
 */
export type Pattern = { text: string; widen: boolean };

/** Secrets shorter than this many characters are not searched for in running text: they would mask every "a". */
export const shortestSearched = 4;

/**
 * All forms a secret is searched in. Percent, JSON and HTML spellings need no pattern of their own: they are read while
 * scanning. What changes the text altogether does: base64 (at all three alignments, both alphabets) and hexadecimal.
 */
export function patternsOf(secret: string): Pattern[] {
  const plain = plainForms(secret);
  const byBytes = new Set(plain.flatMap((form) => [form, encodeURIComponent(wellFormed(form)), formEncoded(form)]));
  const base64 = new Set([...byBytes].flatMap(base64Cores));
  const hex = new Set(plain.map((form) => Buffer.from(form, 'utf8').toString('hex')));
  return [
    ...plain.map((text) => ({ text, widen: false })),
    ...[...hex].flatMap((text) => [
      { text, widen: false },
      { text: text.toUpperCase(), widen: false },
    ]),
    ...[...base64].map((text) => ({ text, widen: true })),
  ];
}

/** The secret itself and what comes of it when someone trims it, normalises it or changes its line ends. */
function plainForms(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  const forms = [
    secret,
    secret.trim(),
    secret.normalize('NFC'),
    secret.normalize('NFD'),
    ...(lines.length > 1 ? [lines.join('\n'), lines.join('\r\n'), ...lines.filter(isKeyLine)] : []),
  ];
  return [...new Set(forms)].filter((form) => [...form].length >= shortestSearched);
}

/** A line of a multi-line secret that says something by itself; the frame of a PEM file does not. */
function isKeyLine(line: string): boolean {
  return line.length >= 16 && !line.startsWith('-----');
}

/** Without lone surrogates, which no encoding of bytes can express. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', wellFormed(text)]]).toString().slice(1);
}

/**
 * The characters of base64 text that depend on nothing but the secret, for each position it can have within a group of
 * three bytes (RFC 4648 §4, §5).
 */
function base64Cores(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const cores = [0, 1, 2].map((shift) => {
    const first = Math.ceil((shift * 8) / 6);
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    return Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(first, end);
  });
  return cores.flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]);
}
