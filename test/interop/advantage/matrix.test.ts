import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AdvantagePlatform,
  type LaunchChanges,
  ltiClaim,
  startAdvantagePlatform,
} from '../../fixtures/advantage-platform.ts';
import { startLtiTool } from './lti-tool/tool.ts';
import { startLtijsTool } from './ltijs/tool.ts';
import { type Answer, type MatrixCase, measured, person } from './matrix.ts';
import type { RealTool } from './real-tool.ts';

let platform: AdvantagePlatform;
let ltijs: RealTool;
let ltiTool: RealTool;

beforeAll(async () => {
  platform = await startAdvantagePlatform();
  [ltijs, ltiTool] = await Promise.all([startLtijsTool(), startLtiTool()]);
  for (const tool of [ltijs, ltiTool]) {
    await tool.register({
      issuer: platform.origin,
      clientId: platform.clientId,
      deploymentId: 'deployment-1',
      authorizationUrl: platform.authenticationUrl,
      tokenUrl: `${platform.origin}/token`,
      keySetUrl: platform.keysUrl,
    });
  }
});
afterAll(async () => {
  await Promise.all([platform, ltijs, ltiTool].map((one) => one?.close()));
});

async function answerOf({ addresses }: RealTool, wanted: MatrixCase['changes']): Promise<Answer> {
  const changes: LaunchChanges = typeof wanted === 'function' ? wanted(platform.origin) : wanted;
  const { status } = await platform.launch(addresses, {
    ...changes,
    login: { target_link_uri: addresses.launch, lti_deployment_id: 'deployment-1' },
    claims: { ...person, [ltiClaim('target_link_uri')]: addresses.launch, ...changes.claims },
  });
  return status < 400 ? 'accepted' : 'refused';
}

describe('launches by a platform that shares nothing with the app', () => {
  test.each(measured)('ltijs: $title is $ltijs', async ({ changes, ltijs: expected }) => {
    expect(await answerOf(ltijs, changes), ltijs.lastRefusal()).toBe(expected);
  });

  test.each(measured)('@lti-tool/core: $title is $ltiTool', async ({ changes, ltiTool: expected }) => {
    expect(await answerOf(ltiTool, changes), ltiTool.lastRefusal()).toBe(expected);
  });
});
