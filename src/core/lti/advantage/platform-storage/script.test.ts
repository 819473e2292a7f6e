import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { storagePart, toolOrigins } from './page.ts';
import { storageScript } from './script.ts';

const tool = 'https://tool.example';
type Said = { message: Record<string, unknown>; target: string };

/** A window of the platform with the script in it; `send` answers with what the script says back. */
function openPage(settings: { frame?: string; tool?: string } = {}, parent: Record<string, unknown> = {}) {
  const listeners: ((event: unknown) => void)[] = [];
  const frame = {
    style: { flex: '', height: '' },
    replaced: '',
    replaceWith: (by: { textContent: string }) => {
      frame.replaced = by.textContent;
    },
  };
  const document = {
    currentScript: { dataset: { origins: JSON.stringify([tool]), ...settings } },
    documentElement: { style: {} },
    querySelector: () => frame,
    createElement: () => ({ textContent: '', setAttribute: () => {} }),
  };
  const window = { parent };
  const addEventListener = (_type: string, listener: (event: unknown) => void) => listeners.push(listener);
  runInNewContext(storageScript, { window, document, addEventListener });
  const send = (data: unknown, origin = tool): Said[] => {
    const said: Said[] = [];
    const source = { postMessage: (message: Said['message'], target: string) => said.push({ message, target }) };
    for (const listener of listeners) listener({ data, origin, source });
    return said.map(({ message, target }) => ({ message: { ...message }, target }));
  };
  const ask = (subject: string, more: Record<string, unknown> = {}) =>
    send({ subject, message_id: 'm1', ...more })[0]?.message;
  return { send, ask, frame };
}

describe('platform storage', () => {
  test('says what it can do, and in which frame', () => {
    const { ask } = openPage({ frame: 'lti_storage', tool: 'tool' });
    expect(JSON.parse(JSON.stringify(ask('lti.capabilities')))).toEqual({
      subject: 'lti.capabilities.response',
      message_id: 'm1',
      supported_messages: [
        { subject: 'lti.capabilities' },
        { subject: 'lti.put_data', frame: 'lti_storage' },
        { subject: 'lti.get_data', frame: 'lti_storage' },
        { subject: 'lti.close' },
        { subject: 'lti.frameResize' },
      ],
    });
  });

  test('keeps values, for the page and its frame alike, under both prefixes', () => {
    const parent = {};
    const page = openPage({ frame: 'lti_storage', tool: 'tool' }, parent);
    const frame = openPage({}, parent);
    expect(frame.ask('lti.put_data', { key: 'state', value: 'abc' })).toMatchObject({ key: 'state', value: 'abc' });
    expect(page.ask('org.imsglobal.lti.get_data', { key: 'state' })).toEqual({
      subject: 'org.imsglobal.lti.get_data.response',
      message_id: 'm1',
      key: 'state',
      value: 'abc',
    });
    page.ask('lti.put_data', { key: 'state', value: null });
    expect(frame.ask('lti.get_data', { key: 'state' })).toMatchObject({ value: null });
  });

  test('answers the sender’s origin alone, and keeps the origins apart', () => {
    const { send } = openPage();
    const put = { subject: 'lti.put_data', message_id: 'm', key: 'k', value: 'v' };
    expect(send(put)[0]?.target).toBe(tool);
    expect(send(put, 'https://other.example')).toMatchObject([
      { target: 'https://other.example', message: { error: { code: 'wrong_origin' } } },
    ]);
    expect(send(put, 'null')).toEqual([]);
  });

  test.each([
    ['lti.put_data', { key: '', value: 'v' }, 'bad_request'],
    ['lti.put_data', { key: 'k', value: 7 }, 'bad_request'],
    ['lti.put_data', { key: 'k', value: 'v'.repeat(5001) }, 'storage_exhaustion'],
    ['lti.get_data', {}, 'bad_request'],
    ['lti.get_data', { key: 'k', message_id: 7 }, 'bad_request'],
    ['lti.fetchEverything', {}, 'unsupported_subject'],
    ['lti.close', {}, 'unsupported_subject'],
    ['lti.toString', {}, 'unsupported_subject'],
  ])('refuses %s %j with %s', (subject, more, code) => {
    expect(openPage().ask(subject, more)).toMatchObject({ subject: `${subject}.response`, error: { code } });
  });

  test('takes no more than so many keys', () => {
    const { ask } = openPage();
    for (let index = 0; index < 100; index += 1) ask('lti.put_data', { key: `k${index}`, value: 'v' });
    expect(ask('lti.put_data', { key: 'one more', value: 'v' })).toMatchObject({
      error: { code: 'storage_exhaustion' },
    });
    expect(ask('lti.put_data', { key: 'k1', value: 'w' })).toMatchObject({ value: 'w' });
  });

  test('closes and resizes the frame of the tool', () => {
    const { ask, send, frame } = openPage({ tool: 'tool' });
    expect(send({ subject: 'lti.frameResize', height: 900 })).toEqual([]);
    expect(frame.style.height).toBe('900px');
    send({ subject: 'lti.frameResize', height: '50%' });
    expect(frame.style.height).toBe('50vh');
    expect(ask('lti.frameResize', { height: 'tall; position: fixed' })).toMatchObject({
      error: { code: 'bad_request' },
    });
    send({ subject: 'org.imsglobal.lti.close' });
    expect(frame.replaced).toBe('The tool closed its frame.');
  });

  test('passes over what is no message of LTI', () => {
    const { send } = openPage();
    for (const data of [
      null,
      'lti.get_data',
      7,
      {},
      { subject: 7 },
      { subject: 'other' },
      { subject: 'lti.get_data.response' },
    ]) {
      expect(send(data)).toEqual([]);
    }
  });
});

test('the page writes what differs into attributes only', () => {
  const { html, scriptSource } = storagePart(['https://a.example/"><script>'], 'tool');
  expect(html).not.toContain('"><script>');
  expect(html.split(storageScript)).toHaveLength(2);
  expect(scriptSource).toMatch(/^'sha256-[\w+/]{43}='$/);
});

test('origins are those of web addresses', () => {
  expect(toolOrigins(['https://a.example/x', 'https://a.example/y', 'http://b.example:81/', 'mailto:x@y', ''])).toEqual(
    ['https://a.example', 'http://b.example:81'],
  );
});
