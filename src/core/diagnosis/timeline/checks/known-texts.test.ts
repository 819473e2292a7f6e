import { expect, test } from 'vitest';
import { timelineOf } from '../index.ts';
import { hop, launch } from '../test-support.ts';

const textsOf = (exchange: Parameters<typeof timelineOf>[0]) =>
  timelineOf(exchange, {}).findings.filter(({ id }) => id === 'NET-11');

const answer = (status: number, text: string) => ({
  status,
  body: {
    size: text.length,
    contentType: 'text/html',
    charset: 'utf-8',
    kind: 'text' as const,
    text,
    truncated: false,
  },
});

test('the words of a library on the last page lead to the hop and to what to do', () => {
  const exchange = launch([hop(0), hop(1, answer(401, '{"details":{"message":"MISSING_VALIDATION_COOKIE"}}'))]);
  expect(textsOf(exchange)).toMatchObject([{ severity: 'error', hop: 1, owner: 'tool-vendor' }]);
});

test('an error in the address the browser was sent back to is recognised once, however often it is told', () => {
  const back = 'https://lms.example/return?lti_errormsg=Platform+has+not+been+enabled+by+the+tool';
  const exchange = launch([hop(0, { status: 302, location: back }), hop(1, { url: back })], {
    returned: {
      message: null,
      log: null,
      errorMessage: 'Platform has not been enabled by the tool',
      errorLog: null,
      at: 1,
    },
  });
  expect(textsOf(exchange)).toMatchObject([{ hop: 0, source: expect.stringContaining('LTI-PHP') }]);
});

test('a launch that works, and an answer nobody knows, have none', () => {
  expect(textsOf(launch([hop(0, answer(200, '<html><p>Welcome</p></html>'))]))).toEqual([]);
  expect(textsOf(launch([hop(0, answer(500, 'Something of our own went wrong'))]))).toEqual([]);
});
