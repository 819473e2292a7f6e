/** Chromium's ids for why a cookie was not stored or not sent (Network.SetCookieBlockedReason, CookieBlockedReason), in words. */
const reasons: Readonly<Record<string, string>> = {
  SecureOnly: 'it is marked Secure and the connection is not encrypted',
  SameSiteStrict: 'SameSite=Strict keeps it out of requests from other sites',
  SameSiteLax: 'SameSite=Lax keeps it out of frames and form posts of other sites',
  SameSiteUnspecifiedTreatedAsLax:
    'it names no SameSite, which counts as Lax: not in frames and form posts of other sites',
  SameSiteNoneInsecure: 'SameSite=None needs Secure',
  UserPreferences: 'third-party cookies are switched off',
  ThirdPartyPhaseout: 'third-party cookies are switched off',
  ThirdPartyBlockedInFirstPartySet: 'third-party cookies are switched off',
  SyntaxError: 'the line cannot be read',
  SchemeNotSupported: 'the address is of a kind that has no cookies',
  OverwriteSecure: 'a Secure cookie of the same name may not be replaced over an unencrypted connection',
  InvalidDomain: 'its Domain is not the host’s own',
  InvalidPrefix: 'its name begins with __Host- or __Secure- and its attributes do not match',
  UnknownError: 'the browser gives no reason',
  SchemefulSameSiteStrict: 'http and https count as different sites, and it is SameSite=Strict',
  SchemefulSameSiteLax: 'http and https count as different sites, and it is SameSite=Lax',
  SchemefulSameSiteUnspecifiedTreatedAsLax: 'http and https count as different sites, and it names no SameSite',
  NameValuePairExceedsMaxSize: 'name and value are longer than 4096 bytes',
  DisallowedCharacter: 'it holds a control character',
  NoCookieContent: 'it has neither name nor value',
  NotOnPath: 'its Path does not lead there',
  DomainMismatch: 'it belongs to another host',
  PortMismatch: 'it belongs to another port',
  SchemeMismatch: 'it belongs to another scheme',
  AnonymousContext: 'the frame has no cookies of its own',
};

/** Reasons that a frame of another site brings about and a top-level window does not. */
const crossSite = /^(Schemeful)?SameSite(Strict|Lax|UnspecifiedTreatedAsLax)$|^UserPreferences$|^ThirdParty/;

/** The reasons in words, joined; ids nobody knows as they are. */
export function cookieReasonText(ids: readonly string[]): string {
  return ids.map((id) => reasons[id] ?? id).join('; ');
}

export function isCrossSiteReason(id: string): boolean {
  return crossSite.test(id);
}
