declare module 'ltijs' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  export type Query = Readonly<Record<string, unknown>>;
  export type Stored = Record<string, unknown>;

  /** What ltijs asks of a database. */
  export interface DatabasePlugin {
    setup(): Promise<boolean>;
    Close(): Promise<boolean>;
    Get(encryptionKey: string | false, collection: string, query?: Query): Promise<Stored[] | false>;
    Insert(encryptionKey: string | false, collection: string, item: Stored, index?: Stored): Promise<boolean>;
    Replace(
      encryptionKey: string | false,
      collection: string,
      query: Query,
      item: Stored,
      index?: Stored,
    ): Promise<boolean>;
    Modify(encryptionKey: string | false, collection: string, query: Query, modification: Stored): Promise<boolean>;
    Delete(collection: string, query: Query): Promise<boolean>;
  }

  export interface IdToken {
    readonly user: string;
    readonly userInfo?: Readonly<Record<string, string>>;
    readonly platformContext: Readonly<Record<string, unknown>> & { readonly roles?: unknown };
  }

  export interface ExpressRequest extends IncomingMessage {
    readonly body: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
  }
  export interface ExpressResponse extends ServerResponse {
    readonly locals: { readonly token: IdToken; readonly ltik: string };
    status(code: number): ExpressResponse;
    send(body: string): ExpressResponse;
  }
  type Handler = (request: ExpressRequest, response: ExpressResponse) => unknown;
  type Arrival = (token: IdToken, request: ExpressRequest, response: ExpressResponse) => unknown;

  interface LtiProvider {
    setup(encryptionKey: string, database: { plugin: DatabasePlugin }, options: object): LtiProvider;
    readonly app: RequestListener & {
      get(path: string, handler: Handler): void;
      post(path: string, handler: Handler): void;
    };
    deploy(options: { serverless: true; silent: true }): Promise<boolean>;
    onConnect(handle: Arrival): void;
    onDeepLinking(handle: Arrival): void;
    registerPlatform(platform: {
      url: string;
      name: string;
      clientId: string;
      authenticationEndpoint: string;
      accesstokenEndpoint: string;
      authConfig: { method: 'JWK_SET'; key: string };
    }): Promise<unknown>;
    readonly Grade: {
      getLineItems(token: IdToken, options?: object): Promise<{ lineItems: readonly { id: string }[] }>;
      createLineItem(token: IdToken, lineItem: object): Promise<{ id: string }>;
      submitScore(token: IdToken, lineItemId: string, score: object): Promise<unknown>;
      getScores(token: IdToken, lineItemId: string, options?: object): Promise<{ scores: readonly object[] }>;
    };
    readonly NamesAndRoles: {
      getMembers(token: IdToken, options?: object): Promise<{ members: readonly Readonly<Record<string, unknown>>[] }>;
    };
    readonly DeepLinking: {
      createDeepLinkingForm(token: IdToken, items: readonly object[], options: object): Promise<string>;
    };
  }

  const ltijs: { readonly Provider: LtiProvider };
  export default ltijs;
}
