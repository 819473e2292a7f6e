/** The browser's reason ids we have words for (Chrome DevTools Protocol, Network.SetCookieBlockedReason). */
const knownReasons = [
  'SameSiteUnspecifiedTreatedAsLax',
  'SameSiteLax',
  'SameSiteStrict',
  'SameSiteNoneInsecure',
  'SecureOnly',
  'ThirdPartyBlockedInFirstPartySet',
  'ThirdPartyPhaseout',
  'UserPreferences',
  'InvalidDomain',
  'InvalidPrefix',
  'OverwriteSecure',
  'SyntaxError',
  'SchemeNotSupported',
  'NameValuePairExceedsMaxSize',
  'DisallowedCharacter',
  'NoCookieContent',
] as const;
export type CookieReason = (typeof knownReasons)[number];

export function cookieReason(id: string): CookieReason | undefined {
  return knownReasons.find((one) => one === id);
}

/** A sentence with every reason id in it replaced by its words. */
export function reasonsInWords(sentence: string, words: (reason: CookieReason) => string): string {
  return sentence.replace(/\b[A-Z][A-Za-z]+\b/g, (id) => {
    const reason = cookieReason(id);
    return reason ? words(reason) : id;
  });
}
