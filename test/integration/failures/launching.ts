import { httpStage } from '../../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../../src/core/http/index.ts';
import { type Misbehaviour, misbehaviours } from '../../../src/protocol/misbehaving/catalogue.ts';
import type { Connection } from '../../../src/protocol/models/connection.ts';
import type { LaunchMode } from '../../../src/protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis } from '../../../src/protocol/models/exchanges/exchange-diagnosis.ts';
import type { PlatformPart } from '../../../src/protocol/models/lti/launch-setup.ts';
import { Bench } from '../bench.ts';

export type Launching = {
  mode?: LaunchMode;
  fields?: Readonly<Record<string, string>>;
  platform?: Partial<PlatformPart>;
  /** Origin of the learning platform the launch is judged to be framed by. */
  framingOrigin?: string;
};

/** A bench that launches the sandbox's misbehaving tool over HTTP, without a browser, and diagnoses what was recorded. */
export class LaunchBench extends Bench {
  #connection: Connection | null = null;

  constructor() {
    super(httpStage({ transport: () => createTransport(), userAgent: 'Countersign', timeoutMs: 10_000 }));
  }

  async begin(): Promise<void> {
    this.#connection = (await this.sandbox())('Misbehaving tool');
  }

  /** A credential that is allowed at the host, and a connection with it to any address by the misbehaving tool's contract. */
  async connect(baseUrl: string, key: string, secret: string): Promise<Connection> {
    const credential = await this.call('credentials.create', {
      draft: {
        kind: 'oauth-consumer',
        name: `for ${baseUrl}`,
        consumerKey: key,
        secret,
        allowedHosts: [new URL(baseUrl).host],
      },
    });
    const variables = this.#connection?.variables ?? {};
    return this.call('connections.create', {
      draft: {
        name: baseUrl,
        contractId: 'misbehaving-tool',
        baseUrl,
        credentialId: credential.id,
        environment: 'test',
        variables,
      },
    });
  }

  /** Launches a behaviour with what makes it show, and answers with all the doctor has to say of it. */
  async launch(id: Misbehaviour['id'], { fields = {}, ...launching }: Launching = {}): Promise<ExchangeDiagnosis> {
    const entry = misbehaviours.find((one) => one.id === id);
    if (entry === undefined || this.#connection === null) throw new Error(`${id} cannot be launched`);
    return this.launchAt(this.#connection, id, { ...launching, fields: { ...entry.trigger?.fields, ...fields } });
  }

  async launchAt(
    connection: Connection,
    behaviour: string,
    { mode = 'window', fields = {}, platform, framingOrigin }: Launching = {},
  ): Promise<ExchangeDiagnosis> {
    const operationId = 'launchMisbehaving';
    const { values: begun } = await this.call('connections.loadForm', { id: connection.id, operationId });
    const chosen = new Set(['behaviour', 'course', ...Object.keys(fields)]);
    const values = [
      ...begun.filter(({ name }) => !chosen.has(name)),
      { name: 'behaviour', value: behaviour, in: 'path' as const },
      ...Object.entries(fields).map(([name, value]) => ({
        name,
        value,
        in: name === 'course' ? ('query' as const) : ('body' as const),
      })),
    ];
    const form = { connectionId: connection.id, operationId, values, platform };
    const { id } = await this.call('exchanges.launch', { form, mode, anyway: true });
    await this.ended(id);
    return this.call('diagnosis.exchange', { id, framingOrigin });
  }
}

/** What went wrong, as `id title` of every error; empty for a healthy launch. */
export function errorsOf({ timeline, message, signature }: ExchangeDiagnosis): string[] {
  const found = [...timeline.findings, ...message].filter(({ severity }) => severity === 'error');
  return [
    ...found.map(({ id, title }) => `${id} ${title}`),
    ...(signature.state === 'checked' && signature.verdict === 'invalid' ? ['signature'] : []),
  ];
}
