import { expect, test } from 'vitest';
import { lmsPresetIds } from '../../protocol/models/lti/lti.ts';
import { applyPreset } from '../lti/presets/index.ts';
import { someFacts } from '../lti/presets/test-support.ts';
import { knownTexts } from './checks/known-errors/index.ts';
import { checkRegister } from './checks/register.ts';
import { diagnosePaste, type PasteCase } from './diagnose-paste.ts';

const clock = { now: () => 1_800_000_000_000 };
const secret = 'never-to-be-told-1';
const diagnose = (given: PasteCase) => diagnosePaste(given, { clock });
const words = ({ checks }: Awaited<ReturnType<typeof diagnose>>) =>
  checks.map(({ id, severity }) => `${id} ${severity}`);

const entry = (
  method: string,
  url: string,
  status: number,
  answer: string,
  form?: Readonly<Record<string, string>>,
) => ({
  startedDateTime: '2027-01-15T08:00:00.000Z',
  request: {
    method,
    url,
    headers: [],
    ...(form === undefined
      ? {}
      : { postData: { mimeType: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() } }),
  },
  response: { status, headers: [], content: { text: answer, mimeType: 'application/json' } },
});
const har = (...entries: unknown[]) => JSON.stringify({ log: { entries } });

const login =
  'https://tool.example/login?iss=https%3A%2F%2Flms.example&target_link_uri=https%3A%2F%2Ftool.example%2F&login_hint=';

test('an archive is looked through from the login to the words of the last answer', async () => {
  const text = har(
    entry('GET', `${login}`, 302, ''),
    entry('POST', 'https://tool.example/start', 401, '{"details":{"message":"NO_LTIK_OR_IDTOKEN_FOUND"}}', {
      error: 'launch_no_longer_valid',
      error_description: 'The launch has either expired or already been consumed',
      state: 's',
    }),
  );
  expect(words(await diagnose({ text }))).toEqual(['OI-01 error', 'OI-09 error', 'NET-11 error', 'NET-11 error']);
});

test('an error page that is pasted is recognised, though it is no launch', async () => {
  for (const { phrase, id } of knownTexts.filter(({ beside, alone }) => beside === undefined && alone !== true)) {
    const { checks } = await diagnose({ text: `<html><body><h1>Error</h1><p>${phrase}</p></body></html>` });
    expect(
      checks.map((check) => check.id),
      id,
    ).toContain('NET-11');
  }
});

test('each finding says all a ticket needs, is in the register, and holds no secret', async () => {
  const text = har(
    entry('GET', `${login}${secret}&iss=x`, 302, ''),
    entry('POST', 'https://lms.example/token', 400, `{"error":"invalid_client","error_description":"${secret}"}`, {
      grant_type: secret,
      client_assertion: secret,
    }),
    entry('POST', 'https://tool.example/start', 500, `State not found ${secret}`, { JWT: secret, id_token: secret }),
  );
  const credential = { scheme: 'oauth1', key: 'key-of-test', secret } as const;
  const { checks } = await diagnose({ text, url: `https://tool.example/${secret}`, credential });
  expect(checks.length).toBeGreaterThan(5);
  for (const finding of checks) {
    expect(checkRegister.map(({ id }) => id)).toContain(finding.id);
    for (const part of [finding.title, finding.seen, finding.expected, finding.owner, finding.source])
      expect(part).not.toBe('');
    expect(finding.ticket).toMatch(
      new RegExp(`^\\[${finding.id}\\] .+ Seen: .+ Expected: .+ To be changed by: .+ Source: .+\\.$`),
    );
    expect(JSON.stringify(finding)).not.toContain(secret);
  }
});

test('launches of LTI 1.x, as each LMS sends them, have no errors and are not taken for other messages', async () => {
  for (const lms of lmsPresetIds) {
    const form = new URLSearchParams([
      ...applyPreset(lms, someFacts()).fields,
      ['oauth_consumer_key', 'key-of-test'],
      ['oauth_nonce', 'nonce-0001'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '1800000000'],
      ['oauth_version', '1.0'],
      ['oauth_signature', 'c2lnbmF0dXJl'],
    ]);
    const found = await diagnose({ text: form.toString(), url: 'https://tool.example/launch', now: 1_800_000_000 });
    expect(
      words(found).filter((word) => word.endsWith(' error') || !word.startsWith('OA-')),
      lms,
    ).toEqual([]);
  }
});
