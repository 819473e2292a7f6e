/** How a secret may differ by what cannot be seen. `what` completes "the signature fits the secret …". */
export type SecretRewrite = { what: string; cost: number; rewrite(secret: string): string };

// Blanks, control characters, zero-width characters, BOM, soft hyphen.
const invisible = /[\p{White_Space}\p{Cc}\u00AD\u200B-\u200F\u2060\uFEFF]/gu;
const invisibleStart = /^[\p{White_Space}\p{Cc}\u00AD\u200B-\u200F\u2060\uFEFF]+/u;
const invisibleEnd = /[\p{White_Space}\p{Cc}\u00AD\u200B-\u200F\u2060\uFEFF]+$/u;

const added: readonly { text: string; what: string; cost: number }[] = [
  { text: ' ', what: 'a blank', cost: 2 },
  { text: '\n', what: 'a line feed', cost: 2 },
  { text: '\r\n', what: 'a line break (CR LF)', cost: 3 },
  { text: '\t', what: 'a tab', cost: 3 },
  { text: '\r', what: 'a carriage return', cost: 4 },
  { text: '\u00A0', what: 'a no-break space', cost: 3 },
  { text: '\u200B', what: 'a zero-width space', cost: 4 },
  { text: '\uFEFF', what: 'a byte order mark', cost: 4 },
  { text: '  ', what: 'two blanks', cost: 5 },
];

/** Blanks and invisible characters taken away from a secret or put around it, likeliest first. */
export const secretWhitespace: readonly SecretRewrite[] = [
  { what: 'with the white space at its end removed', cost: 1, rewrite: (secret) => secret.replace(invisibleEnd, '') },
  { what: 'with the white space before it removed', cost: 2, rewrite: (secret) => secret.replace(invisibleStart, '') },
  {
    what: 'with the white space around it removed',
    cost: 2,
    rewrite: (secret) => secret.replace(invisibleStart, '').replace(invisibleEnd, ''),
  },
  {
    what: 'with all white space and invisible characters removed',
    cost: 3,
    rewrite: (secret) => secret.replace(invisible, ''),
  },
  ...added.map(({ text, what, cost }) => ({
    what: `with ${what} at its end`,
    cost,
    rewrite: (secret: string) => `${secret}${text}`,
  })),
  ...added.map(({ text, what, cost }) => ({
    what: `with ${what} before it`,
    cost: cost + 1,
    rewrite: (secret: string) => `${text}${secret}`,
  })),
  { what: 'with a blank on both sides', cost: 5, rewrite: (secret) => ` ${secret} ` },
  {
    what: 'with typographic quotes and dashes made plain',
    cost: 4,
    rewrite: (secret) =>
      secret
        .replace(/[\u2018\u2019]/g, "'")
        .replace(/[\u201C\u201D]/g, '"')
        .replace(/[\u2010-\u2015]/g, '-'),
  },
  {
    what: 'with plain quotes made typographic',
    cost: 6,
    rewrite: (secret) => secret.replaceAll("'", '\u2019').replaceAll('"', '\u201D'),
  },
];
