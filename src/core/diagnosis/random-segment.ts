/** Characters of a part of a path from which on letters of both cases, mixed, are an id and not a name. */
const longName = 16;

/** Whether a part of a path is different with every launch: base64url and the like, even where no digit came up. */
export function isRandomSegment(segment: string): boolean {
  return segment.length >= longName && /^[\w~-]+$/.test(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment);
}
