import { createContext, runInContext } from 'node:vm';
import { beforeEach, describe, expect, test } from 'vitest';
import { messageScript, originsOf, storageLimits, supportedSubjects } from './message-script.ts';

type Message = { data: unknown; origin: string; source: { postMessage(data: unknown, target: string): void } | null };

const tool = 'https://tool.example';
let listener: (event: Message) => void;
let frame: { style: Record<string, string>; replacedBy: string | null };
let sent: { data: unknown; target: string }[];

beforeEach(() => {
  sent = [];
  frame = { style: {}, replacedBy: null };
  const element = { setAttribute: () => {}, textContent: '' };
  const context = createContext({
    addEventListener: (_type: string, listens: typeof listener) => {
      listener = listens;
    },
    document: {
      querySelector: () => ({ style: frame.style, replaceWith: () => (frame.replacedBy = element.textContent) }),
      createElement: () => element,
    },
  });
  runInContext(messageScript([tool, 'https://other.example']), context);
});

/** What the page answers, as a window of the origin gets it. */
function ask(data: unknown, origin = tool): unknown {
  sent = [];
  listener({ data, origin, source: { postMessage: (answer, target) => sent.push({ data: answer, target }) } });
  if (sent.length === 0) return null;
  expect(sent).toMatchObject([{ target: origin }]);
  return JSON.parse(JSON.stringify(sent[0]?.data));
}

test('tells what it can do, in the spelling it was asked in', () => {
  const supported_messages = supportedSubjects.map((subject) => ({ subject }));
  expect(ask({ subject: 'lti.capabilities', message_id: '1' })).toEqual({
    subject: 'lti.capabilities.response',
    message_id: '1',
    supported_messages,
  });
  expect(ask({ subject: 'org.imsglobal.lti.capabilities', message_id: '2' })).toMatchObject({
    subject: 'org.imsglobal.lti.capabilities.response',
    supported_messages,
  });
});

test('refuses a sandboxed frame, with the reason, in an answer that reaches it', () => {
  const source = { postMessage: (data: unknown, target: string) => sent.push({ data, target }) };
  for (const subject of ['lti.put_data', 'lti.get_data', 'lti.capabilities', 'lti.close']) {
    sent = [];
    listener({ data: { subject, message_id: '1', key: 'state', value: 'x' }, origin: 'null', source });
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      {
        data: {
          subject: `${subject}.response`,
          message_id: '1',
          error: { code: 'wrong_origin', message: expect.stringContaining('sandboxed frame') },
        },
        target: '*',
      },
    ]);
  }
  expect(frame.replacedBy).toBeNull();
});

describe('storage', () => {
  const put = (key: unknown, value: unknown, origin = tool) =>
    ask({ subject: 'lti.put_data', message_id: 'put', key, value }, origin);
  const get = (key: unknown, origin = tool) => ask({ subject: 'lti.get_data', message_id: 'get', key }, origin);

  test('gives back what was put, to the same origin alone', () => {
    expect(put('state-1', 'abc')).toEqual({
      subject: 'lti.put_data.response',
      message_id: 'put',
      key: 'state-1',
      value: 'abc',
    });
    expect(get('state-1')).toMatchObject({ key: 'state-1', value: 'abc' });
    expect(get('state-1', 'https://other.example')).toEqual({
      subject: 'lti.get_data.response',
      message_id: 'get',
      key: 'state-1',
    });
    put('state-1', null);
    expect(get('state-1')).not.toHaveProperty('value');
  });

  test('keeps __proto__ a key', () => {
    put('__proto__', 'x');
    expect(get('__proto__')).toMatchObject({ value: 'x' });
    expect(get('constructor')).not.toHaveProperty('value');
  });

  test.each([
    [1, 'x'],
    ['', 'x'],
    ['k'.repeat(storageLimits.keyCharacters + 1), 'x'],
    ['key', { a: 1 }],
    ['key', 'v'.repeat(storageLimits.valueCharacters + 1)],
  ])('refuses what it cannot keep (%#)', (key, value) => {
    expect(put(key, value)).toMatchObject({ error: { code: 'bad_request' } });
  });

  test('is limited', () => {
    for (let index = 0; index < storageLimits.entries; index += 1) put(`key-${index}`, 'x');
    expect(put('one-more', 'x')).toMatchObject({ error: { code: 'storage_exhaustion' } });
    expect(put('key-1', 'y')).toMatchObject({ value: 'y' });
  });
});

test('a stranger is told so, an unknown subject too, and what is no message of LTI gets nothing', () => {
  const message = { subject: 'lti.get_data', message_id: '1', key: 'a' };
  expect(ask(message, 'https://evil.example')).toMatchObject({ error: { code: 'wrong_origin' } });
  expect(ask({ ...message, subject: 'lti.fetchWindowSize' })).toMatchObject({ error: { code: 'unsupported_subject' } });
  expect(ask({ subject: 'lti.get_data', key: 'a' })).toMatchObject({ error: { code: 'bad_request' } });
  for (const other of [
    null,
    'text',
    7,
    {},
    { subject: 1 },
    { subject: 'other' },
    { subject: 'lti.get_data.response' },
  ]) {
    expect(ask(other)).toBeNull();
  }
});

test('the tool sizes its frame and closes it', () => {
  expect(ask(JSON.stringify({ subject: 'lti.frameResize', height: 400 }))).toEqual({
    subject: 'lti.frameResize.response',
  });
  expect(frame.style).toMatchObject({ height: '400px' });
  expect(ask({ subject: 'lti.frameResize', height: 'tall' })).toMatchObject({ error: { code: 'bad_request' } });
  ask({ subject: 'lti.close' });
  expect(frame.replacedBy).toBe('The tool closed itself.');
});

test('an address cannot end the script it is written into', () => {
  expect(messageScript(['</script><script>alert(1)'])).not.toContain('</script');
});

test('origins are those of addresses of the web, each once', () => {
  expect(originsOf([`${tool}/a`, `${tool}:443/b`, 'http://127.0.0.1:8080/x', 'javascript:alert(1)', ''])).toEqual([
    tool,
    'http://127.0.0.1:8080',
  ]);
});
