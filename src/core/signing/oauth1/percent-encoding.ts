/**
 * Percent-encodes as RFC 5849 §3.6 asks: UTF-8, upper-case hex, everything but `A-Z a-z 0-9 - . _ ~`.
 * `encodeURIComponent` leaves `! * ' ( )` alone, which are reserved there.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The value of a percent-encoded text, `+` being a plus. Text that is no valid encoding is taken as it stands. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Encodes one name or value for an `application/x-www-form-urlencoded` body as browsers do: a space is `+`. */
export function formEncode(text: string): string {
  return percentEncode(text).replaceAll('%20', '+');
}
