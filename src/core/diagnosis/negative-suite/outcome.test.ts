import { describe, expect, test } from 'vitest';
import { judgeEnd, type LaunchEnd, verdictOf } from './outcome.ts';

const good: LaunchEnd = {
  status: 200,
  place: 'tool.example/course/#',
  shown: 'Welcome Sam Sample to Course 1. Your books: Physics, Chemistry, Biology. Sign out',
  title: 'Course 1',
  signsIn: false,
  known: false,
  delivered: true,
  failure: '',
};
const outcomeOf = (changes: Partial<LaunchEnd>, baselines = [good]) => judgeEnd({ ...good, ...changes }, baselines);

describe('a launch counts as accepted', () => {
  test('when it shows what a good launch shows', () => {
    expect(outcomeOf({}).outcome).toBe('accepted');
    expect(outcomeOf({ shown: good.shown.replace('Sam Sample', 'guest') }).outcome).toBe('accepted');
  });

  test('although the page holds a word of an error, when that of a good launch holds one too', () => {
    const shown = `${good.shown} Report an error`;
    expect(outcomeOf({ shown }, [{ ...good, shown }]).outcome).toBe('accepted');
  });

  test('although the page has a field for a password, when that of a good launch has one too', () => {
    expect(outcomeOf({ signsIn: true }, [{ ...good, signsIn: true }]).outcome).toBe('accepted');
  });
});

describe('a page that shows less than that of a good launch', () => {
  const less = { shown: 'Welcome to books: Physics,' };

  test('counts as accepted where title and words are the same', () => {
    expect(outcomeOf(less).outcome).toBe('accepted');
  });

  test.each([
    ['under another title', { ...less, title: 'Choose a school' }],
    ['under no title', { ...less, title: '' }],
    ['in other words', { shown: 'Welcome. Please choose your school.' }],
  ])('does not %s', (_how, changes) => {
    expect(outcomeOf(changes).outcome).toBe('unclear');
  });
});

describe('a launch counts as refused', () => {
  test.each([
    ['by its status', { status: 401 }],
    ['by a known error text', { known: true }],
    ['by a page that asks to sign in', { signsIn: true, shown: `${good.shown} Your password` }],
    ['by a page that speaks of an error', { shown: 'The launch is invalid' }],
    ['by a page of an error before any token', { delivered: false, shown: 'Unknown platform: access denied' }],
  ])('%s', (_how, changes) => {
    expect(outcomeOf(changes).outcome).toBe('refused');
  });
});

describe('nothing is claimed', () => {
  test.each([
    ['of another place without a word', { place: 'tool.example/start' }],
    ['of another page at the same place', { shown: 'Please sign in' }],
    ['of a tool that asked for no token', { delivered: false, shown: 'Please choose a school' }],
  ])('%s', (_how, changes) => {
    expect(outcomeOf(changes).outcome).toBe('unclear');
  });

  test('without an answer', () => {
    expect(outcomeOf({ status: null, failure: 'The connection was reset.' })).toMatchObject({
      outcome: 'failed',
      reason: 'The connection was reset.',
    });
  });
});

test('what a tool said is told from its beginning', () => {
  expect(outcomeOf({ status: 403, shown: 'x'.repeat(900) }).said).toHaveLength(300);
});

test('the verdict sets the outcome against what the rule asks for', () => {
  expect(verdictOf('must-refuse', 'accepted')).toBe('wrong');
  expect(verdictOf('must-refuse', 'refused')).toBe('right');
  expect(verdictOf('should-refuse', 'accepted')).toBe('risky');
  expect(verdictOf('must-accept', 'refused')).toBe('wrong');
  expect(verdictOf('must-accept', 'accepted')).toBe('right');
  expect(verdictOf('may', 'refused')).toBe('told');
  expect(verdictOf('must-refuse', 'unclear')).toBe('unclear');
  expect(verdictOf('must-accept', 'failed')).toBe('unclear');
});
