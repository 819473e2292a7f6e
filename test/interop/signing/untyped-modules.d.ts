declare module 'node-oauth1' {
  type Message = { action: string; method: string; parameters: [string, string][] };
  type Accessor = { consumerSecret?: string; tokenSecret?: string; privateKey?: string };
  const OAuth: {
    SignatureMethod: {
      sign(message: Message, accessor: Accessor): string;
      normalizeUrl(url: string): string;
    };
  };
  export default OAuth;
}

declare module 'oauth-signature' {
  const oauthSignature: {
    generate(
      httpMethod: string,
      url: string,
      parameters: readonly Record<string, string>[],
      consumerSecret: string,
      tokenSecret: string,
      options: { encodeSignature: boolean },
    ): string;
  };
  export default oauthSignature;
}

declare module 'oauth-sign' {
  export function sign(
    signatureMethod: string,
    httpMethod: string,
    baseUri: string,
    parameters: Readonly<Record<string, string | readonly string[]>>,
    consumerSecretOrKey: string,
    tokenSecret: string,
  ): string;
}
