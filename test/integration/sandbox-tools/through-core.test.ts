import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpStage } from '../../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../../src/core/http/index.ts';
import { tokenBehaviours } from '../../../src/protocol/misbehaving/advantage/tokens.ts';
import { type AdvantageSetup, firstAdvantageSetup } from '../../../src/protocol/models/advantage/launch.ts';
import type { NegativeCaseId } from '../../../src/protocol/models/advantage/negative.ts';
import { firstChoice, type PresetChoice } from '../../../src/protocol/models/lti/launch-setup.ts';
import { lmsPresetIds } from '../../../src/protocol/models/lti/lti.ts';
import { misbehavingTargetLink, sandboxToolSchema } from '../../../src/protocol/sandbox-tool.ts';
import { fieldOf } from '../../../src/sandbox/test-support.ts';
import { Bench } from '../bench.ts';

let bench: Bench;
let connections: Record<'libraryStore' | 'misbehavingTool', string>;
let misbehavingOrigin: string;

beforeAll(async () => {
  const { open, close, onEvent } = httpStage({
    transport: () => createTransport(),
    userAgent: 'test',
    timeoutMs: 20_000,
  });
  bench = new Bench({ open, close, onEvent });
  await bench.createVault();
  await bench.call('sandbox.start', {});
  const [store, misbehaving] = await Promise.all(
    sandboxToolSchema.options.map((tool) => bench.call('registrations.createSandboxTool', { tool })),
  );
  connections = { libraryStore: store?.connectionId ?? '', misbehavingTool: misbehaving?.connectionId ?? '' };
  const { servers } = await bench.call('sandbox.status', {});
  misbehavingOrigin = servers.find(({ server }) => server === 'misbehavingTool')?.url ?? '';
});
afterAll(() => bench.remove());

type Asked = { setup?: Partial<AdvantageSetup>; preset?: PresetChoice; operationId?: string };

async function launched(
  tool: keyof typeof connections,
  { setup = {}, preset, operationId = 'launchResourceLink' }: Asked = {},
) {
  const advantage = { ...firstAdvantageSetup, storageTarget: false, ...setup };
  const chosen = preset === undefined ? {} : { preset };
  const form = { connectionId: connections[tool], operationId, values: [], advantage, ...chosen };
  return bench.ended((await bench.call('exchanges.launch', { form, mode: 'window' })).id);
}

const post = (url: string, fields: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

describe('the store, registered with one call', () => {
  test.each(lmsPresetIds)('is launched as %s launches', async (preset) => {
    const { verdict, hops } = await launched('libraryStore', { preset: { ...firstChoice, preset } });
    expect([verdict, hops.at(-1)?.status]).toEqual(['conforms', 200]);
  });

  test('passes a grade back, and reads result and roster', async () => {
    const { hops } = await launched('libraryStore');
    const visit = hops.at(-1)?.url ?? '';
    const passed = await post(`${visit}/grade`, {
      score: '85',
      maximum: '100',
      activity: 'Completed',
      grading: 'FullyGraded',
    });
    expect(fieldOf(await passed.text(), 'outcome')).toMatch(/^The grade was passed back: 85 of 100\./);
    expect(fieldOf(await (await fetch(`${visit}/results`)).text(), 'result')).toBe('85 of 100');
    const roster = await (await fetch(`${visit}/roster?limit=1`)).text();
    expect(fieldOf(roster, 'outcome')).toMatch(/^[1-9]\d* members on [2-9]\d* pages\.$/);
  });

  test('has books chosen, which are launched from then on', async () => {
    const { hops } = await launched('libraryStore', { operationId: 'launchDeepLinking' });
    const page = await (await post(`${hops.at(-1)?.url}/selection`, { book: 'harbour-and-tide' })).text();
    expect(page).toContain('name="JWT"');
    const target = new URL('/lti/books/harbour-and-tide', hops.at(-1)?.url).href;
    const book = await launched('libraryStore', { setup: { targetLinkUri: target } });
    expect(book.hops.at(-1)?.url).toMatch(/\/read\/harbour-and-tide$/);
  });
});

describe('positive controls of the negative suite', () => {
  const controls = tokenBehaviours.flatMap((entry) =>
    'fails' in entry ? entry.fails.map((wrong: NegativeCaseId) => [entry.id, wrong] as const) : [],
  );
  const mustBeTaken: readonly NegativeCaseId[] = ['audience-list', 'claims-minimal'];
  const answerTo = async (setup: Partial<AdvantageSetup>) => {
    // The nonce that is replayed is one of a launch before.
    if (setup.wrong === 'nonce-replayed') await launched('misbehavingTool');
    const { hops } = await launched('misbehavingTool', { setup });
    return (hops.at(-1)?.status ?? 999) < 400 ? 'accepted' : 'refused';
  };

  test.each(controls)('%s fails %s', async (id, wrong) => {
    const isRight = mustBeTaken.includes(wrong);
    const targetLinkUri = misbehavingTargetLink(misbehavingOrigin, id);
    expect(await answerTo({ targetLinkUri, wrong })).toBe(isRight ? 'refused' : 'accepted');
  });

  test.each([...new Set(controls.map(([, wrong]) => wrong))])('a right tool does not fail %s', async (wrong) => {
    expect(await answerTo({ wrong })).toBe(mustBeTaken.includes(wrong) ? 'accepted' : 'refused');
  });
});
