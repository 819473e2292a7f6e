import { afterAll, beforeAll } from 'vitest';
import { accessToken, type Registered, register } from '../../fixtures/advantage-client.ts';
import { type ServiceTool, startServiceTool } from '../../fixtures/service-tool.ts';
import { Bench } from '../bench.ts';

/** A bench whose platform runs, and a tool that is registered there for every service. */
export type ServiceBench = {
  bench: Bench;
  tool: ServiceTool;
  at: Registered;
};

/** One for all tests of a file: it is there from the first test on. */
export function serviceBench() {
  let made: ServiceBench | null = null;
  beforeAll(async () => {
    const bench = new Bench();
    await bench.createVault();
    const tool = await startServiceTool();
    made = { bench, tool, at: await register(bench, tool) };
  });
  afterAll(async () => {
    await made?.bench.remove();
    await made?.tool.close();
  });
  const here = (): ServiceBench => {
    if (made === null) throw new Error('The bench is made before the first test.');
    return made;
  };
  const newestCall = async () => {
    const [newest] = await here().bench.call('serviceCalls.list', { limit: 1 });
    return here().bench.call('serviceCalls.get', { id: newest?.id ?? '' });
  };
  return {
    get bench() {
      return here().bench;
    },
    get tool() {
      return here().tool;
    },
    get at() {
      return here().at;
    },
    /** A token of the tool for these scopes. */
    tokenFor: (...scope: string[]) => accessToken(here().tool, here().at.tokenUrl, scope),
    newestCall,
    /** Checks of the newest call that failed. */
    failures: async () => {
      const { checks } = await newestCall();
      return checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
    },
  };
}
