import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { oauth1SignatureMethods, type SignInput, type VerifyInput } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { parseForm } from './form-encoding.ts';
import { sign, verify } from './index.ts';
import { formEncode, percentDecode, percentEncode } from './oauth1/percent-encoding.ts';

const ports = {
  clock: { now: () => 1_527_500_365_052 },
  random: { bytes: (length: number) => new Uint8Array(length).fill(1) },
  nonces: { next: () => 1 },
};
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...' +%&=?!*\'()~"\r\né🎓'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});
const name = text.filter(
  (candidate) =>
    !candidate.startsWith('oauth_') && candidate !== 'signature' && candidate !== 'nonce' && candidate !== 'timestamp',
);
const pairs: fc.Arbitrary<Pairs> = fc.array(fc.tuple(name, text), { maxLength: 8 });
const distinctPairs: fc.Arbitrary<Pairs> = fc.uniqueArray(fc.tuple(name, text), {
  maxLength: 8,
  selector: ([key]) => key,
});
const shuffled = (source: fc.Arbitrary<Pairs>) =>
  source.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

type OAuth1Input = Extract<SignInput, { scheme: 'oauth1' }>;
const oauth1 = (params: Pairs, more: Partial<OAuth1Input> = {}): OAuth1Input => ({
  scheme: 'oauth1',
  method: 'POST',
  url: 'https://tool.example/launch',
  params,
  signatureMethod: 'HMAC-SHA1',
  credential: { key: 'k', secret: 's' },
  ...more,
});
const proctorExam = (params: Pairs, pathParams: Pairs = []): SignInput => ({
  scheme: 'proctorexam',
  method: 'POST',
  url: 'https://exam.example/api/v3/exams',
  params,
  pathParams,
  credential: { secretKey: 'k' },
});

test('percent-encoding and form encoding decode to what they encoded', () => {
  fc.assert(
    fc.property(text, pairs, (value, list) => {
      expect(percentEncode(value)).toMatch(/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
      expect(percentDecode(percentEncode(value))).toBe(value);
      expect(parseForm(list.map(([key, item]) => `${formEncode(key)}=${formEncode(item)}`).join('&'))).toEqual(list);
    }),
  );
});

test('the order of parameters never matters', () => {
  fc.assert(
    fc.property(shuffled(pairs), shuffled(distinctPairs), ([list, other], [distinct, otherDistinct]) => {
      expect(sign(oauth1(list), ports).explanation.signature).toBe(sign(oauth1(other), ports).explanation.signature);
      expect(sign(proctorExam(distinct), ports).explanation.signature).toBe(
        sign(proctorExam(otherDistinct), ports).explanation.signature,
      );
    }),
  );
});

test('a parameter has the same part in the signature wherever it is sent from', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const query = list.map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`).join('&');
      const inQuery = oauth1([], { url: `https://tool.example/launch?${query}` });
      const signatures = [
        ...(['body', 'header', 'query'] as const).map((placement) => oauth1(list, { placement })),
        inQuery,
      ].map((input) => sign(input, ports).explanation.signature);
      expect(new Set(signatures).size).toBe(1);
    }),
  );
});

function received(input: SignInput): VerifyInput {
  const { url, method, headers, body } = sign(input, ports).request;
  const message = { method, url, headers, ...(body === null ? {} : { body }) };
  return input.scheme === 'oauth1'
    ? { scheme: 'oauth1', ...message, credential: input.credential }
    : { scheme: 'proctorexam', ...message, pathParams: input.pathParams, credential: input.credential };
}

describe('what was signed verifies', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const method = fc.constantFrom(...oauth1SignatureMethods);
  const placement = fc.constantFrom('body' as const, 'header' as const, 'query' as const);

  test('OAuth 1.0, all methods and placements', () => {
    fc.assert(
      fc.property(pairs, method, placement, text, text, (list, signatureMethod, where, secret, tokenSecret) => {
        const credential = signatureMethod.startsWith('RSA')
          ? { key: 'k', secret: key }
          : { key: 'k', secret, tokenSecret };
        const input = oauth1(list, { signatureMethod, placement: where, credential });
        expect(verify(received(input))).toMatchObject({ verdict: 'valid', findings: [] });
      }),
    );
  });

  test('ProctorExam', () => {
    fc.assert(
      fc.property(distinctPairs, fc.nat(), (list, id) => {
        const pathParams: Pairs = list.some(([key]) => key === 'id') ? [] : [['id', String(id)]];
        expect(verify(received(proctorExam(list, pathParams)))).toMatchObject({ verdict: 'valid' });
      }),
    );
  });
});

test('a changed byte in any field makes a message invalid', () => {
  const change = fc.tuple(fc.nat(), fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 0x7e }));
  fc.assert(
    fc.property(pairs, change, (list, [at, inName, position, flip]) => {
      const { fields } = sign(oauth1(list), ports).request;
      const index = at % fields.length;
      const changed = fields.map(([key, value], current): Pairs[number] => {
        if (current !== index) return [key, value];
        const target = inName || value === '' ? key : value;
        if (target === '') return [`${key}x`, value];
        const units = [...target];
        const unit = position % units.length;
        units[unit] = String.fromCharCode(((units[unit]?.charCodeAt(0) ?? 0) % 0x7f) ^ flip);
        return target === key && (inName || value === '') ? [units.join(''), value] : [key, units.join('')];
      });
      fc.pre(JSON.stringify(changed.toSorted()) !== JSON.stringify(fields.toSorted()));
      const message = { method: 'POST', url: 'https://tool.example/launch', fields: changed };
      expect(verify({ scheme: 'oauth1', ...message, credential: { key: 'k', secret: 's' } }).verdict).toBe('invalid');
    }),
  );
});

test('no secret appears in an explanation or in a problem', () => {
  const canary = 'canary & 5ecret/ü';
  const shapes = [canary, encodeURIComponent(canary), percentEncode(percentEncode(canary)), formEncode(canary)];
  const leaks = (value: unknown) => {
    const shown = JSON.stringify(value);
    return shapes.filter((shape) => shown.includes(shape) || shown.includes('5ecret'));
  };
  const credential = { key: 'k', secret: canary, token: 't', tokenSecret: canary };
  for (const signatureMethod of oauth1SignatureMethods) {
    for (const placement of ['body', 'header', 'query'] as const) {
      const input = oauth1([['a', 'b']], { signatureMethod, placement, credential });
      try {
        expect(leaks(sign(input, ports).explanation)).toEqual([]);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        expect(leaks({ ...error.problem, message: error.message, cause: String(error.cause) })).toEqual([]);
      }
    }
  }
  const exam: SignInput = {
    ...proctorExam([['a', 'b']]),
    scheme: 'proctorexam',
    pathParams: [],
    credential: { secretKey: canary, apiToken: 'canary-5ecret' },
  };
  expect(leaks(sign(exam, ports).explanation)).toEqual([]);
  const plaintext = sign(oauth1([], { signatureMethod: 'PLAINTEXT', credential }), ports);
  expect(plaintext.request.fields.at(-1)?.[1]).toContain('5ecret');
  expect(plaintext.explanation).toMatchObject({ signature: '••••••&••••••', maskedKey: '••••••&••••••' });
});
