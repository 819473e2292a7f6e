import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NegativeCaseId } from '../../../src/protocol/models/advantage/negative.ts';
import { firstChoice } from '../../../src/protocol/models/lti/launch-setup.ts';
import { lmsPresetIds } from '../../../src/protocol/models/lti/lti.ts';
import { startLtiTool } from './lti-tool/tool.ts';
import { startLtijsTool } from './ltijs/tool.ts';
import type { RealTool } from './real-tool.ts';
import { type Asked, type ToolWorkspace, workspaceWith } from './workspace.ts';

type Library = 'ltijs' | '@lti-tool/core';
const libraries: readonly Library[] = ['ltijs', '@lti-tool/core'];

let tools: Record<Library, RealTool>;
let workspaces: Record<Library, ToolWorkspace>;

beforeAll(async () => {
  tools = { ltijs: await startLtijsTool(), '@lti-tool/core': await startLtiTool() };
  workspaces = {
    ltijs: await workspaceWith(tools.ltijs),
    '@lti-tool/core': await workspaceWith(tools['@lti-tool/core']),
  };
});
afterAll(async () => {
  for (const library of libraries) {
    await workspaces[library].close();
    await tools[library].close();
  }
});

async function answerOf(library: Library, asked: Asked): Promise<string> {
  const { status, state, hops } = await workspaces[library].launch(asked);
  if (state !== 'finished') return `${state} after ${hops.length} hops`;
  return (status ?? 999) < 400 ? 'accepted' : 'refused';
}

describe.each(libraries)('%s launched by the platform of the app', (library) => {
  test.each(lmsPresetIds)('lets in whom %s sends, but for names it demands', async (preset) => {
    // Open edX sends a name and no parts of it.
    const expected = library === '@lti-tool/core' && preset === 'open-edx' ? 'refused' : 'accepted';
    const answer = await answerOf(library, { preset: { ...firstChoice, preset } });
    expect(answer, tools[library].lastRefusal()).toBe(expected);
    if (expected === 'refused') expect(tools[library].lastRefusal()).toContain('given_name');
  });

  test('lets in a login by POST', async () => {
    expect(await answerOf(library, { setup: { loginMethod: 'POST' } })).toBe('accepted');
  });

  test('passes a grade back and reads it, and reads the roster over several pages', async () => {
    const { bench, connectionId, launch } = workspaces[library];
    await launch();
    expect(await tools[library].passGrade()).toMatch(/"resultScore":85/);
    expect(await bench.call('lineItems.list', { connectionId })).toMatchObject([
      { label: 'Reading', scoreMaximum: 100, scores: [{ score: { scoreGiven: 85 } }] },
    ]);
    expect(await tools[library].readMembers()).toMatch(/^Members: [1-9]/);
    const calls = await bench.call('serviceCalls.list', { connectionId });
    expect(calls.filter(({ status }) => status >= 400)).toEqual([]);
  });

  test('returns a selection, which is stored', async () => {
    const { bench, connectionId, launch } = workspaces[library];
    await launch({ operationId: 'launchDeepLinking' });
    const form = await tools[library].pick();
    const action = /action="([^"]+)"/.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const token = /name="JWT"[^>]*value="([^"]+)"/.exec(form)?.[1] ?? '';
    const { port, host, pathname } = new URL(action);
    // Browsers resolve *.localhost to loopback, Node does not.
    const { statusCode } = await request(`http://127.0.0.1:${port}${pathname}`, {
      method: 'POST',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ JWT: token }).toString(),
    });
    expect(statusCode).toBe(200);
    expect(await bench.call('contentItems.list', { connectionId })).toMatchObject([
      { type: 'ltiResourceLink', title: expect.stringMatching(/^Chapter of/) },
    ]);
  });
});

/** The measured answers, in the words of the negative suite. Differences from the measurement are explained beside them. */
const negatives: readonly (readonly [NegativeCaseId, ltijs: string, ltiTool: string])[] = [
  ['alg-none', 'refused', 'refused'],
  ['hs256-with-public-key', 'refused', 'refused'],
  ['wrong-key', 'refused', 'refused'],
  ['key-in-header', 'refused', 'refused'],
  ['unknown-kid', 'refused', 'refused'],
  ['kid-missing', 'refused', 'accepted'],
  ['payload-changed', 'refused', 'refused'],
  ['issuer-with-slash', 'refused', 'refused'],
  ['audience-wrong', 'refused', 'refused'],
  ['audience-list', 'accepted', 'refused'],
  ['expired', 'refused', 'refused'],
  ['expiry-missing', 'accepted', 'refused'],
  ['issued-in-future', 'accepted', 'accepted'],
  ['issued-15-seconds-ago', 'refused', 'accepted'],
  ['nonce-replayed', 'refused', 'refused'],
  ['nonce-changed', 'accepted', 'refused'],
  ['state-changed', 'refused', 'refused'],
  ['deployment-missing', 'refused', 'refused'],
  ['deployment-unknown', 'accepted', 'refused'],
  ['version-wrong', 'refused', 'refused'],
  ['message-type-unknown', 'refused', 'refused'],
  ['link-missing', 'refused', 'accepted'],
  ['link-id-number', 'accepted', 'refused'],
  ['subject-missing', 'refused', 'refused'],
  ['roles-missing', 'refused', 'accepted'],
  ['roles-text', 'accepted', 'refused'],
  ['roles-empty', 'accepted', 'accepted'],
  ['target-link-missing', 'refused', 'refused'],
  ['target-link-changed', 'accepted', 'accepted'],
  ['claims-minimal', 'accepted', 'refused'],
];

describe('one thing done wrong on purpose', () => {
  test.each(negatives)('%s: ltijs %s, @lti-tool/core %s', async (wrong, ltijs, ltiTool) => {
    const answers = await Promise.all(libraries.map((library) => answerOf(library, { setup: { wrong } })));
    expect(answers).toEqual([ltijs, ltiTool]);
  });
});
