import { describe, expect, test } from 'vitest';
import { verifyInputSchema } from '../../../protocol/models/signing.ts';
import { verify } from '../index.ts';
import { credential, signed, url } from './test-support.ts';

describe('verifying', () => {
  function check(message: Record<string, unknown>) {
    return verify(verifyInputSchema.parse({ scheme: 'proctorexam', method: 'POST', url, credential, ...message }));
  }

  test('numbers keep all their digits, strings and numbers verify alike, the path overrides the body', () => {
    const { request, explanation } = signed(
      { params: [['big', '90071992547409931']], pathParams: [['id', '5']] },
      { big: 'number' },
    );
    expect(request.body).toContain('"big":90071992547409931,');
    expect(check({ body: request.body, pathParams: [['id', '5']] })).toMatchObject({
      verdict: 'valid',
      findings: [],
      baseString: explanation.baseString,
    });
    expect(check({ body: request.body?.replace('{', '{"id":"6",'), pathParams: [['id', '5']] }).verdict).toBe('valid');
    expect(check({ body: request.body }).findings).toMatchObject([{ cause: 'unknown' }]);
    const fields: [string, string][] = [
      ['big', '90071992547409931'],
      ['nonce', '4242'],
      ['timestamp', '1527500365052'],
      ['signature', explanation.signature],
    ];
    expect(check({ fields, pathParams: [['id', '5']] }).verdict).toBe('valid');
    expect(
      check({ url: `${url}?${new URLSearchParams(fields)}`, method: 'GET', pathParams: [['id', '5']] }).verdict,
    ).toBe('valid');
    expect(
      check({
        fields: fields.map(([name, value]) => [name, name === 'signature' ? value?.toUpperCase() : value]),
        pathParams: [['id', '5']],
      }).verdict,
    ).toBe('invalid');
  });

  test('a missing signature and a stale time are findings', () => {
    expect(check({ body: '{"a":1}' })).toMatchObject({
      verdict: 'invalid',
      receivedSignature: null,
      findings: [{ id: 'signature-missing' }],
    });
    const { body } = signed().request;
    expect(check({ body, now: 1527500365 }).findings).toEqual([]);
    expect(check({ body, now: 1527500365 + 301 })).toMatchObject({ verdict: 'valid', findings: [{ id: 'timestamp' }] });
  });

  test.each(['[1]', '{"a":', '{"a":{"b":1}}', 'null'])('a body no server can sign is refused: %s', (body) => {
    expect(() => check({ headers: { 'content-type': 'application/json' }, body })).toThrow(
      /signing\.invalid-parameter/,
    );
  });
});
