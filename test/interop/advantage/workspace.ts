import { httpStage } from '../../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../../src/core/http/index.ts';
import { type AdvantageSetup, firstAdvantageSetup } from '../../../src/protocol/models/advantage/launch.ts';
import type { Exchange } from '../../../src/protocol/models/exchanges/exchange.ts';
import type { PresetChoice } from '../../../src/protocol/models/lti/launch-setup.ts';
import { Bench } from '../../integration/bench.ts';
import type { RealTool } from './real-tool.ts';

export const clientId = 'client-of-the-tool';
export const deploymentId = 'deployment-1';

export type Asked = { setup?: Partial<AdvantageSetup>; preset?: PresetChoice; operationId?: string };

/** The app with a real tool that was registered by hand, launched over HTTP. */
export type ToolWorkspace = {
  bench: Bench;
  connectionId: string;
  credentialId: string;
  launch(asked?: Asked): Promise<Exchange>;
  close(): Promise<void>;
};

/** What the commands and the tests of launches share: a browser made of an HTTP client and a jar for cookies. */
export function browsingBench(): Bench {
  const { open, close, onEvent } = httpStage({
    transport: () => createTransport(),
    userAgent: 'test',
    timeoutMs: 20_000,
  });
  return new Bench({ open, close, onEvent });
}

export async function workspaceWith(tool: RealTool): Promise<ToolWorkspace> {
  const bench = browsingBench();
  await bench.createVault();
  const { id: credentialId } = await bench.call('credentials.create', {
    draft: {
      kind: 'lti-registration',
      name: 'Tool',
      allowedHosts: [],
      issuer: 'https://lms.example',
      clientId,
      deploymentIds: [deploymentId],
      loginUrl: tool.addresses.login,
      redirectUris: [tool.addresses.launch],
      keySetUrl: tool.addresses.keySet,
      keySet: '',
      privateKey: '',
      generateKey: false,
    },
  });
  const { issuer, authorization, token, keySet } = await bench.call('advantage.addresses', { credentialId });
  await tool.register({
    issuer,
    clientId,
    deploymentId,
    authorizationUrl: authorization,
    tokenUrl: token,
    keySetUrl: keySet,
  });
  const draft = { name: 'Tool', contractId: 'lti-advantage', baseUrl: tool.addresses.launch, credentialId };
  const { id: connectionId } = await bench.call('connections.create', { draft: { ...draft, environment: 'test' } });
  return {
    bench,
    connectionId,
    credentialId,
    async launch({ setup = {}, preset, operationId = 'launchResourceLink' } = {}) {
      const advantage = { ...firstAdvantageSetup, ...setup };
      const form = { connectionId, operationId, values: [], advantage, ...(preset === undefined ? {} : { preset }) };
      const { id } = await bench.call('exchanges.launch', { form, mode: 'window' });
      return bench.ended(id);
    },
    close: () => bench.remove(),
  };
}
