declare module 'ims-lti' {
  type Request = {
    method: string;
    url: string;
    protocol: string;
    headers: Readonly<Record<string, string | string[] | undefined>>;
  };
  type Body = Readonly<Record<string, string | string[]>>;

  export class OutcomeService {
    constructor(options: { consumer_key: string; consumer_secret: string; service_url: string; source_did: string });
    send_replace_result(score: number, done: (error: Error | null, result: unknown) => void): void;
    send_read_result(done: (error: Error | null, result: unknown) => void): void;
    send_delete_result(done: (error: Error | null, result: unknown) => void): void;
  }
  export class Provider {
    constructor(consumerKey: string, consumerSecret: string);
    valid_request(request: Request, body: Body, done: (error: Error | null, valid: boolean) => void): void;
    body: Readonly<Record<string, unknown>>;
    instructor: boolean;
    student: boolean;
    username: string;
    outcome_service: OutcomeService | false;
  }
}
