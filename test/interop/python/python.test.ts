import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock, systemRandom } from '../../../src/core/adapters/node/system.ts';
import { launchParameters } from '../../../src/core/lti/launch-parameters.ts';
import { applyPreset } from '../../../src/core/lti/presets/index.ts';
import { someFacts } from '../../../src/core/lti/presets/test-support.ts';
import { createMemoryNonceLedger, createNonceSource, sign, verify } from '../../../src/core/signing/index.ts';
import { lmsPresetIds } from '../../../src/protocol/models/lti/lti.ts';
import { gradeSchema } from '../../../src/protocol/models/lti/platform.ts';
import type { Pairs } from '../../../src/protocol/models/pairs.ts';
import { placementSchema, signInputSchema } from '../../../src/protocol/models/signing.ts';
import { hardCases, plainSecret, plainUrl } from '../../fixtures/hard-inputs.ts';
import { postOverLoopback } from '../../fixtures/loopback.ts';
import { startRecordingTool } from '../../fixtures/recording-tool.ts';
import { postedValue, toolKey, toolSecret, workspaceWithTool } from '../../fixtures/workspace-with-tool.ts';
import { type Python, provisionPython } from './debian-packages.ts';
import { runPeers } from './run-peers.ts';

const provision = provisionPython();
const key = 'test-key';
const ports = {
  clock: systemClock,
  random: systemRandom,
  nonces: createNonceSource(systemRandom, createMemoryNonceLedger()),
};

// Reporters count skipped tests without their reasons.
if (!provision.ok)
  process.stderr.write(`The tests against oauthlib and python3-lti are skipped: ${provision.reason}\n`);

/** A test that needs the Python libraries; skipped with the reason where they cannot be had. */
function pythonTest(name: string, run: (python: Python) => Promise<void>): void {
  test(name, async ({ skip }) => {
    if (!provision.ok) return skip(provision.reason);
    await run(provision.python);
  });
}

function signed(url: string, params: Pairs, secret: string, placement = 'body') {
  const input = { scheme: 'oauth1', method: 'POST', url, params, placement, credential: { key, secret } };
  return sign(signInputSchema.parse(input), ports).request;
}

describe('oauthlib', () => {
  pythonTest('verifies every hard input in every place as we sign it', async (python) => {
    const cases = hardCases.flatMap(({ name, input }) =>
      placementSchema.options.map((placement) => {
        const { url = plainUrl, params = [], secret = plainSecret } = input;
        const { method, ...request } = signed(url, params, secret, placement);
        const body = request.body ?? '';
        const task = { task: 'verify', method, url: request.url, headers: request.headers, body, key, secret };
        return { name: `${name}, in the ${placement}`, task };
      }),
    );
    const answers = await runPeers(
      python,
      cases.map(({ task }) => task),
    );
    const refused = cases.filter((_case, index) => JSON.stringify(answers[index]) !== '{"result":true}');
    expect(refused.map(({ name }) => name)).toEqual([]);
  });

  pythonTest('refuses what was changed', async (python) => {
    const { method, url, headers, body } = signed(plainUrl, [['a', '1']], plainSecret);
    const task = { task: 'verify', method, url, headers, key, secret: plainSecret };
    expect(await runPeers(python, [{ ...task, body: body?.replace('a=1', 'a=2') }])).toEqual([{ result: false }]);
  });
});

describe('python3-lti', () => {
  pythonTest('accepts launches of all presets, and knows who is who', async (python) => {
    const url = 'https://tool.example/launch?x=1';
    const { person } = someFacts();
    const launches = lmsPresetIds.flatMap((id) =>
      ['Learner', 'Instructor'].map((roles) => {
        const { fields } = applyPreset(id, someFacts({ person: { ...person, roles }, graded: true }));
        return { id, roles, fields: signed(url, launchParameters(fields), plainSecret).fields };
      }),
    );
    const answers = await runPeers(
      python,
      launches.map(({ fields }) => ({ task: 'verify-launch', url, fields, key, secret: plainSecret })),
    );
    for (const [index, { id, roles }] of launches.entries()) {
      // It knows short names of roles only, and Blackboard sends URNs.
      const known = id !== 'blackboard';
      const expected = {
        valid: true,
        student: known && roles === 'Learner',
        instructor: known && roles === 'Instructor',
      };
      expect([id, answers[index]]).toEqual([id, { result: expected }]);
    }
  });

  pythonTest('refuses parameters outside its list, with or without a right signature', async (python) => {
    const { fields } = signed(plainUrl, launchParameters([['lti2_field', '1']]), plainSecret);
    const [answer] = await runPeers(python, [
      { task: 'verify-launch', url: plainUrl, fields, key, secret: plainSecret },
    ]);
    expect(answer).toEqual({ error: expect.stringContaining('lti2_field is not a valid launch param') });
  });

  pythonTest('as a consumer sends launches that we verify', async (python) => {
    const urls = [
      'https://tool.example/launch',
      'https://tool.example/launch?x=a%20b&y=c%2Bd',
      'http://tool.example:8080/',
    ];
    const params: Pairs = [
      ['lti_message_type', 'basic-lti-launch-request'],
      ['lti_version', 'LTI-1p0'],
      ['resource_link_id', 'l'],
      ['roles', 'Learner,Instructor'],
      ['lis_person_name_full', 'Émile & co 日本 🎓'],
      ['custom_x', "a+b %41 !*'()~"],
      ['resource_link_description', 'a\r\nb'],
      ['user_image', ''],
    ];
    const secret = "a&b=c+d %20!*'()~/";
    const answers = await runPeers(
      python,
      urls.map((url) => ({ task: 'launch', url, fields: params, key, secret })),
    );
    for (const answer of answers) {
      const launch = launchSchema.parse(answer).result;
      const message = { scheme: 'oauth1' as const, method: 'POST', ...launch, credential: { key, secret } };
      expect(verify(message)).toMatchObject({ verdict: 'valid' });
      expect(verify({ ...message, body: `${launch.body}&x=1` })).toMatchObject({ verdict: 'invalid' });
    }
  });
});

const launchSchema = z.object({ result: z.object({ url: z.string(), body: z.string() }) });

describe('python3-lti as a tool of the app', () => {
  pythonTest('reports, reads and removes a result over HTTP', async (python) => {
    const tool = await startRecordingTool();
    const workspace = await workspaceWithTool(tool.origin);
    try {
      const launched = await workspace.launch([['resource_link_id', 'l']], { outcomes: true });
      const url = postedValue(launched, 'lis_outcome_service_url');
      const sourcedId = postedValue(launched, 'lis_result_sourcedid');
      const task = { task: 'outcome', url, sourcedId, key: toolKey, secret: toolSecret };
      const answers = await runPeers(python, [
        { ...task, operation: 'replaceResult', score: 0.625 },
        { ...task, operation: 'readResult' },
        { ...task, operation: 'replaceResult', score: 62.5 },
        { ...task, operation: 'readResult', sourcedId: 'nobody' },
        { ...task, operation: 'replaceResult', score: 1, secret: 'wrong' },
      ]);
      expect(answers).toEqual([
        { result: { code: 'success', success: true, score: null } },
        { result: { code: 'success', success: true, score: '0.625' } },
        { result: { code: 'failure', success: false, score: null } },
        { result: { code: 'failure', success: false, score: null } },
        { result: { code: 'failure', success: false, score: null } },
      ]);
      expect(z.array(gradeSchema).parse(await workspace.ask('grades.list', {}))).toMatchObject([{ score: 0.625 }]);
      const { outcomes } = await workspace.exchange(launched.id);
      expect(outcomes.map(({ verified, findings }) => [verified, findings.map(({ id }) => id)])).toEqual([
        // It leaves imsx_messageIdentifier empty unless it is given one.
        [true, ['message-id']],
        [true, ['message-id']],
        [true, ['message-id', 'score-range']],
        [true, ['message-id', 'sourced-id']],
        [false, ['signature-mismatch', 'message-id']],
      ]);
    } finally {
      await workspace.close();
      await tool.close();
    }
  });

  pythonTest('answers a selection request with items that we verify', async (python) => {
    const tool = await startRecordingTool();
    const workspace = await workspaceWithTool(tool.origin);
    try {
      const mediaType = 'application/vnd.ims.lti.v1.ltilink';
      const contentItems = { acceptMediaTypes: [mediaType], presentationTargets: ['iframe' as const], data: 'a & b' };
      const launched = await workspace.launch([], { contentItems });
      const url = postedValue(launched, 'content_item_return_url');
      const items = {
        '@context': 'http://purl.imsglobal.org/ctx/lti/v1/ContentItem',
        '@graph': [{ '@type': 'LtiLinkItem', mediaType, title: 'Quiz é' }],
      };
      const fields = [
        ['lti_message_type', 'ContentItemSelection'],
        ['lti_version', 'LTI-1p0'],
        ['content_items', JSON.stringify(items)],
        ['data', 'a & b'],
      ];
      const task = { task: 'launch', selection: true, url, fields, key: toolKey, secret: toolSecret };
      const [answer] = await runPeers(python, [task]);
      await postOverLoopback(url, launchSchema.parse(answer).result.body);
      expect((await workspace.exchange(launched.id)).contentItems).toMatchObject({
        verified: true,
        findings: [],
        items: [{ title: 'Quiz é' }],
      });
    } finally {
      await workspace.close();
      await tool.close();
    }
  });
});
