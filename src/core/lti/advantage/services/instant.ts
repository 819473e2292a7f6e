export type Instant = {
  seconds: number /** Digits after the decimal point, without noughts at the end. */;
  fraction: string;
};

export type ReadInstant = { instant: Instant; hasFraction: boolean };

const pattern =
  /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:[.,](\d{1,18}))?(Z|z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/** A point in time in ISO 8601 with time zone (AGS 2.0 §2.3), as exact as it is written; `null` for anything else. */
export function readInstant(text: string): ReadInstant | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, digits, zone = 'Z'] = match;
  const whole = text.slice(0, 19).toUpperCase().replace(/:60$/, ':59');
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/^(.\d\d):?/, '$1:');
  const milliseconds = Date.parse(`${whole}${offset}`);
  if (Number.isNaN(milliseconds)) return null;
  // Some engines take February 30 for March 1.
  const day = whole.slice(0, 10);
  if (!new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)) return null;
  const instant = { seconds: milliseconds / 1000, fraction: (digits ?? '').replace(/0+$/, '') };
  return { instant, hasFraction: digits !== undefined };
}

/** Less than 0 when `a` is earlier, 0 for the same moment. */
export function compareInstants(a: Instant, b: Instant): number {
  if (a.seconds !== b.seconds) return a.seconds - b.seconds;
  return a.fraction === b.fraction ? 0 : a.fraction < b.fraction ? -1 : 1;
}
