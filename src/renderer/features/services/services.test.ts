import { expect, it } from 'vitest';
import { countOf, hasServices, messagesOf } from './services.ts';

const nothing = { returned: null, outcomes: [], contentItems: null };
const returned = { message: 'Done', log: null, errorMessage: '', errorLog: 'E1', at: 1 };

it('shows services when they were offered or something came', () => {
  const off = { returnUrl: false, outcomes: false, contentItems: null };
  expect(hasServices(nothing)).toBe(false);
  expect(hasServices({ ...nothing, platform: off })).toBe(false);
  expect(hasServices({ ...nothing, platform: { ...off, outcomes: true } })).toBe(true);
  expect(hasServices({ ...nothing, returned })).toBe(true);
  expect(countOf({ ...nothing, returned })).toBe(1);
});

it('tells errors first and keeps an empty message apart from none', () => {
  expect(messagesOf(returned)).toEqual([
    { kind: 'errorMessage', text: '' },
    { kind: 'message', text: 'Done' },
    { kind: 'errorLog', text: 'E1' },
  ]);
});
