import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../protocol/problem.ts';
import { answerOutcome } from './service.ts';
import { envelope, outcomesPorts, replace, sent, serviceUrl } from './test-support.ts';
import { parseXml, textAt } from './xml.ts';

const info = ['imsx_POXHeader', 'imsx_POXResponseHeaderInfo'] as const;

function answered(body: string, options: Parameters<typeof sent>[1] = {}, setup = outcomesPorts()) {
  const { answer, call } = answerOutcome(sent(body, options), setup.ports);
  const xml = parseXml(answer.body);
  return {
    status: answer.status,
    call,
    grade: setup.grades.cells.get('s-1'),
    code: textAt(xml, ...info, 'imsx_statusInfo', 'imsx_codeMajor'),
    reference: textAt(xml, ...info, 'imsx_statusInfo', 'imsx_messageRefIdentifier'),
    operation: textAt(xml, ...info, 'imsx_statusInfo', 'imsx_operationRefIdentifier'),
    read: textAt(xml, 'imsx_POXBody', 'readResultResponse', 'result', 'resultScore', 'textString'),
    findings: call.findings.map(({ id, level }) => `${level} ${id}`),
  };
}

const read = envelope('readResult', '<sourcedGUID><sourcedId>s-1</sourcedId></sourcedGUID>', 'm-read');
const remove = envelope('deleteResult', '<sourcedGUID><sourcedId>s-1</sourcedId></sourcedGUID>', 'm-delete');

describe('the three operations', () => {
  test('keep, read and remove a grade', () => {
    const setup = outcomesPorts();
    const replaced = answered(replace('0.92'), {}, setup);
    expect(replaced).toMatchObject({
      status: 200,
      code: 'success',
      reference: 'm-1',
      operation: 'replaceResult',
      findings: [],
    });
    expect(replaced.grade).toMatchObject({ score: 0.92 });
    expect(replaced.call).toMatchObject({
      operation: 'replaceResult',
      sourcedId: 's-1',
      score: '0.92',
      verified: true,
    });
    expect(answered(read, {}, setup)).toMatchObject({ code: 'success', read: '0.92', reference: 'm-read' });
    expect(answered(remove, {}, setup)).toMatchObject({ code: 'success', operation: 'deleteResult' });
    expect(setup.grades.cells.get('s-1')?.score).toBeNull();
    expect(answered(read, { nonce: 'second' }, setup)).toMatchObject({ code: 'success', read: '' });
  });

  test('take a text beside the score, and leave the score when there is none', () => {
    const setup = outcomesPorts();
    answered(replace('1', 's-1', '<resultData><text>a &lt; b</text></resultData>'), {}, setup);
    expect(setup.grades.cells.get('s-1')).toMatchObject({ score: 1, text: 'a < b' });
    const record =
      '<sourcedGUID><sourcedId>s-1</sourcedId></sourcedGUID><result><resultData><url>https://x.example</url></resultData></result>';
    expect(answered(envelope('replaceResult', record), {}, setup).code).toBe('success');
    expect(setup.grades.cells.get('s-1')).toMatchObject({ score: 1, text: null, url: 'https://x.example' });
  });

  test('others are unsupported', () => {
    expect(answered(envelope('readMembership', ''))).toMatchObject({ status: 200, code: 'unsupported' });
  });

  test('a sourcedid of JSON comes through', () => {
    const setup = outcomesPorts();
    const sourcedId = '{"data":{"userid":"1"},"hash":"a&b"}';
    setup.ports.grades.issue(
      { connectionId: 'c', sourcedId, exchangeId: 'e', userId: 'u', contextId: 'x', resourceLinkId: 'l' },
      1,
    );
    expect(answered(replace('0.5', sourcedId.replace('&', '&amp;')), {}, setup).code).toBe('success');
    expect(setup.grades.cells.get(sourcedId)?.score).toBe(0.5);
  });
});

describe('scores', () => {
  test.each(['0', '1', '0.0', '1.0', '.5', '0.333333333333', '+1', '-0'])('%s is kept', (score) => {
    const { code, grade } = answered(replace(score));
    expect(code).toBe('success');
    expect(grade?.score).toBeCloseTo(Number(score));
  });

  test.each([
    ['1.01', 'score-range'],
    ['-0.1', 'score-range'],
    ['80%', 'score-format'],
    ['0,8', 'score-format'],
    ['1e-2', 'score-format'],
    ['NaN', 'score-format'],
    ['Infinity', 'score-format'],
    ['', 'score-format'],
    ['0x1', 'score-format'],
  ])('%s is refused', (score, finding) => {
    const result = answered(replace(score));
    expect(result).toMatchObject({ status: 200, code: 'failure', grade: { score: null } });
    expect(result.findings).toEqual([`error ${finding}`]);
  });

  test('no exponent is written for a small score', () => {
    const setup = outcomesPorts();
    answered(replace('0.0000001'), {}, setup);
    expect(answered(read, {}, setup).read).toBe('0.0000001');
  });
});

describe('what is not trusted changes nothing', () => {
  test.each<[string, Parameters<typeof sent>[1], string]>([
    ['another secret', { secret: 'wrong' }, 'error signature-mismatch'],
    ['a changed body', { tampered: replace('1.0') }, 'error body-hash'],
    ['no body hash', { withoutHash: true }, 'error body-hash-missing'],
  ])('%s', (_case, options, finding) => {
    const result = answered(replace('0.3'), options);
    expect(result).toMatchObject({ status: 401, code: 'failure', grade: { score: null } });
    expect(result.findings).toContain(finding);
  });

  test('a message sent twice', () => {
    const setup = outcomesPorts();
    expect(answered(replace('0.3'), {}, setup).code).toBe('success');
    expect(answered(replace('0.3'), {}, setup)).toMatchObject({ status: 401, findings: ['error nonce-used'] });
  });

  test('no signature', () => {
    const message = sent(replace('0.3'));
    const { ports, grades } = outcomesPorts();
    const { answer, call } = answerOutcome({ ...message, headers: [['Content-Type', 'application/xml']] }, ports);
    expect(answer.status).toBe(401);
    expect(call.findings.map(({ id }) => id)).toContain('signature-missing');
    expect(grades.cells.get('s-1')?.score).toBeNull();
  });

  test('a vault that is locked', () => {
    const locked = () => {
      throw new ProblemError('vault.locked');
    };
    const result = answered(replace('0.3'), {}, outcomesPorts({ verify: locked }));
    expect(result).toMatchObject({ status: 503, code: 'failure', call: { verified: null }, grade: { score: null } });
  });

  test('a result nobody was given', () => {
    expect(answered(replace('0.3', 's-2'))).toMatchObject({
      status: 200,
      code: 'failure',
      findings: ['error sourced-id'],
    });
  });
});

describe('messages that are not what they should be', () => {
  test.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['an open tag', '<a><b></a>'],
    ['a document type', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['nested entities', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'],
    ['an unknown entity', '<x>&nbsp;</x>'],
    ['depth', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    ['many elements', `<a>${'<b/>'.repeat(2000)}</a>`],
  ])('%s is refused', (_case, body) => {
    const result = answered(body);
    expect([400, 401]).toContain(result.status);
    expect(result.code).toBe('failure');
    expect(result.call.operation).toBeNull();
  });

  test('bytes that are not UTF-8 are refused', () => {
    const message = sent(replace('0.3'));
    const { ports } = outcomesPorts();
    const { answer, call } = answerOutcome({ ...message, body: Buffer.from(replace('0.3é'), 'latin1') }, ports);
    expect(answer.status).toBe(401);
    expect(call.findings.map(({ id }) => id)).toContain('encoding');
  });

  test('small deviations are warnings', () => {
    const loose = replace('0.3')
      .replace(/ xmlns="[^"]*"/, '')
      .replace('<language>en</language>', '')
      .replace('m-1', '');
    const result = answered(loose, { contentType: 'text/xml' });
    expect(result.code).toBe('success');
    expect(result.findings).toEqual([
      'warning content-type',
      'warning namespace',
      'warning message-id',
      'warning score-language',
    ]);
  });

  test('whatever is in a message, the answer is XML and the call is short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'binary' }), (id, noise) => {
        const escaped = id.replace(/[&<>]/g, '_');
        for (const body of [envelope('replaceResult', escaped, escaped), noise]) {
          const { ports } = outcomesPorts();
          const request = { ...sent('<a/>'), url: serviceUrl, body: new TextEncoder().encode(body) };
          expect(parseXml(answerOutcome(request, ports).answer.body).name).toBe('imsx_POXEnvelopeResponse');
        }
      }),
      { numRuns: 100 },
    );
    const long = answered(replace('0.3', 'x'.repeat(100_000)));
    expect(JSON.stringify(long.call).length).toBeLessThan(60_000);
  });
});
