import type { ServiceFinding } from '../../../protocol/models/lti/platform.ts';

export type ReadScore = { ok: true; score: number } | { ok: false; finding: ServiceFinding };

/** A score as decimal text from 0.0 to 1.0 (LTI 1.1 §6.1.1). */
export function readScore(text: string): ReadScore {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return { ok: false, finding: notDecimal(text) };
  const score = Number(text);
  if (score >= 0 && score <= 1) return { ok: true, score };
  return {
    ok: false,
    finding: {
      id: 'score-range',
      level: 'error',
      title: 'The score is out of range',
      detail: `The score is ${text}; it must lie between 0.0 and 1.0.`,
      fix:
        score > 1
          ? 'Divide the points by the maximum: 8 of 10 is 0.8.'
          : 'A negative result cannot be reported; send 0.0 or delete the result.',
    },
  };
}

function notDecimal(text: string): ServiceFinding {
  const fix = /^\d+,\d+$/.test(text)
    ? 'Write the decimal sign as a point, whatever the language of the tool.'
    : /%$/.test(text)
      ? 'Send the fraction of 1 without a percent sign: 80% is 0.8.'
      : /e[+-]?\d+$/i.test(text)
        ? 'Write the number without an exponent.'
        : 'Send a decimal number such as 0.85.';
  return {
    id: 'score-format',
    level: 'error',
    title: 'The score is not a decimal number',
    detail: text === '' ? 'The score is empty.' : `The score is "${text}".`,
    fix,
  };
}
