import { createHash } from 'node:crypto';

function keptOr(text: string, pattern: RegExp, make: () => string): string {
  return pattern.test(text) ? text : make();
}

/** A number as databases count: the text itself if it is one, else the same number for the same text every time. */
export function numericId(text: string): string {
  return keptOr(text, /^\d{1,12}$/, () => {
    const last = /(\d{1,9})$/.exec(text)?.[1];
    return last === undefined
      ? String(1000 + (Number.parseInt(sha1(text).slice(0, 8), 16) % 900_000))
      : String(Number(last));
  });
}

/** An opaque id of so many hex digits, always the same for the same text. */
export function hexId(text: string, digits: number): string {
  return keptOr(text, new RegExp(`^[0-9a-f]{${digits}}$`), () => sha1(text).slice(0, digits));
}

/** An id in the shape of a GUID, always the same for the same text. */
export function guid(text: string): string {
  return keptOr(text, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, () =>
    sha1(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
  );
}

function sha1(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('hex');
}
