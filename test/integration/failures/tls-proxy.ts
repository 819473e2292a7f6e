import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer, request as httpsRequest } from 'node:https';
import { originOf } from '../../fixtures/listening.ts';

const file = (name: string) => readFileSync(new URL(`../../fixtures/tls/test-only-${name}.pem`, import.meta.url));

/** A reverse proxy that ends TLS in front of a tool on http and tells it nothing of that. */
export type TlsProxy = {
  /** Posts a form to the proxy as a browser does that was sent to the tool's outer address. */
  post(form: URLSearchParams): Promise<number>;
  close(): Promise<void>;
};

/** @param forwardedHost - the outer host name, which the proxy passes on as X-Forwarded-Host. */
export async function startTlsProxy(
  tool: string,
  { forwardedHost }: { forwardedHost?: string } = {},
): Promise<TlsProxy> {
  const { host, pathname, port } = new URL(tool);
  const server = createServer({ cert: file('server.cert'), key: file('server.key') }, (incoming, outgoing) => {
    const { connection: _connection, ...headers } = incoming.headers;
    const more = forwardedHost === undefined ? {} : { 'x-forwarded-host': forwardedHost };
    const onward = httpRequest(
      { host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers: { ...headers, ...more, host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  const { origin, close } = await originOf(server);
  return {
    post: (form) =>
      new Promise((resolve, reject) => {
        const request = httpsRequest(
          `${origin.replace('http:', 'https:')}${pathname}`,
          {
            method: 'POST',
            ca: file('authority.cert'),
            agent: false,
            headers: { host: forwardedHost ?? host, 'content-type': 'application/x-www-form-urlencoded' },
            checkServerIdentity: () => undefined,
          },
          (answer) => {
            answer.resume();
            answer.on('end', () => resolve(answer.statusCode ?? 0));
          },
        );
        request.on('error', reject);
        request.end(form.toString());
      }),
    close,
  };
}
