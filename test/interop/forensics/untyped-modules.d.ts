declare module 'ims-lti/lib/hmac-sha1' {
  class HmacSha1 {
    build_signature_raw(
      requestUrl: string,
      parsedUrl: { query: Record<string, string | string[] | undefined> },
      method: string,
      parameters: Record<string, string>,
      consumerSecret: string,
      token?: string,
    ): string;
    build_signature(
      request: {
        url: string;
        method: string;
        protocol: string;
        headers: Record<string, string>;
        connection: Record<string, boolean>;
      },
      body: Record<string, string>,
      consumerSecret: string,
      token?: string,
    ): string;
  }
  export default HmacSha1;
}
