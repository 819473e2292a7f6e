/** The part of oauth-sign 0.9 that is used here; the package ships no types. */
declare module 'oauth-sign' {
  /** Parameters by name; a repeated parameter is an array. Must not hold `oauth_signature` or `realm`. */
  export type OAuthParameters = Readonly<Record<string, string | readonly string[]>>;

  /** Base64 HMAC-SHA1 signature (RFC 5849 §3.4.2) over the method, base string URI and parameters. */
  export function hmacsign(
    httpMethod: string,
    baseUri: string,
    parameters: OAuthParameters,
    consumerSecret: string,
    tokenSecret?: string,
  ): string;

  /** Like `hmacsign` with SHA-256. */
  export function hmacsign256(
    httpMethod: string,
    baseUri: string,
    parameters: OAuthParameters,
    consumerSecret: string,
    tokenSecret?: string,
  ): string;
}
