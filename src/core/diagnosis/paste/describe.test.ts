import { expect, test } from 'vitest';
import { describeText } from '../diagnose-paste.ts';

const launch =
  'oauth_consumer_key=college&oauth_timestamp=1795291200&oauth_signature=x&lti_version=LTI-1p0&roles=Instructor,urn:lti:instrole:ims/lis/Staff';

test('where each parameter stood, the roles, the key and the time', () => {
  const described = describeText({ text: launch, url: 'https://tool.example/launch?a=1' }, []);
  expect(described).toMatchObject({ scheme: 'oauth1', consumerKey: 'college', madeAt: 1_795_291_200, lacks: [] });
  expect(described.parameters.at(-1)).toEqual({ origin: 'query', name: 'a', value: '1' });
  expect(described.roles.map(({ kind }) => kind)).toEqual(['context', 'institution']);
});

test('what is missing for a check', () => {
  expect(describeText({ text: launch }, []).lacks).toEqual(['url']);
  expect(describeText({ text: 'https://tool.example/launch' }, []).lacks).toEqual(['signature']);
  expect(describeText({ text: 'hello there' }, []).lacks).toEqual(['request']);
});

test('a ProctorExam call, its time in milliseconds', () => {
  const body = '{"name":"a","nonce":5,"timestamp":1795291200123,"signature":"abc"}';
  const text = `curl 'https://e.example/api/v3/exams' -H 'Content-Type: application/json' -d '${body}'`;
  expect(describeText({ text }, [])).toMatchObject({ scheme: 'proctorexam', madeAt: 1_795_291_200, lacks: [] });
});

const entry = (method: string, url: string, text?: string) => ({
  request: {
    method,
    url,
    headers: [],
    ...(text === undefined ? {} : { postData: { mimeType: 'application/x-www-form-urlencoded', text } }),
  },
});
const har = JSON.stringify({
  log: { entries: [entry('GET', 'https://lms.example/'), {}, entry('POST', 'https://tool.example/launch', launch)] },
});

test('a HAR: its requests by their place in the file, the launch first, any other on request', () => {
  const best = describeText({ text: har }, []);
  expect(best.requestIndex).toBe(2);
  expect(best.requests).toEqual([
    { index: 0, method: 'GET', url: 'https://lms.example/', signed: false },
    { index: 2, method: 'POST', url: 'https://tool.example/launch', signed: true },
  ]);
  expect(describeText({ text: har, requestIndex: 0 }, []).request?.url).toBe('https://lms.example/');
  const absent = describeText({ text: har, requestIndex: 1 }, []);
  expect(absent.requestIndex).toBe(2);
  expect(absent.notes.join()).toContain('no request 2');
});

test('secrets in a paste are masked, the closed words of the answer are not', () => {
  const text = launch.replace('=college', '=body-of-secrets');
  const described = describeText({ text }, ['body-of-secrets', 'body']);
  expect(described.consumerKey).toBe('••••••');
  expect(JSON.stringify(described)).not.toContain('body-of-secrets');
  expect(described.parameters[0]?.origin).toBe('body');
});
