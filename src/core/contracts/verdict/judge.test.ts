import { describe, expect, it } from 'vitest';
import type { Check } from '../../../protocol/models/exchanges/verdict.ts';
import { builtInContract } from '../test-support.ts';
import { judge } from './judge.ts';

const proctorExam = builtInContract('proctorexam');
const vitalSource = builtInContract('vitalsource-launch');

const provider = {
  id: 2,
  tool_name: 'some name',
  tool_url: '',
  oauth_consumer_key: 'key',
  oauth_consumer_secret: 'canary-secret',
  institute_id: 1,
  created_at: '2020-11-26T07:19:53.143+01:00',
  updated_at: '2020-11-26T07:19:53.143+01:00',
  use_as_basic_link: true,
  lti_custom_data: '{}',
};
const notAuthorised = 'You are not authorized to access this page.';
const missing = (name: string) => `Param is missing or the value is empty: '${name}'`;

function created(status: number, body: unknown, contentType = 'application/json; charset=utf-8') {
  return judge(proctorExam, 'createToolProvider', {
    status,
    headers: [['Content-Type', contentType]],
    bodyText: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function launched(status: number, headers: [string, string][], bodyText = '') {
  return judge(vitalSource, 'launchBook', { status, headers, bodyText });
}

const find = (checks: readonly Check[], id: string) => checks.find((check) => check.id === id);
const atLevel = (checks: readonly Check[], level: Check['level']) =>
  checks.filter((check) => check.level === level).map(({ id }) => id);

describe('a 200', () => {
  it('conforms in the documented form', () => {
    const verdict = created(200, { tool_provider: provider });
    expect(verdict).toMatchObject({
      verdict: 'conforms',
      summary: '200, as documented: The tool provider was created.',
    });
    expect(verdict.checks.every(({ level }) => level === 'pass')).toBe(true);
    expect(find(verdict.checks, 'body.schema')?.source).toContain('tool_providers/create (stated');
  });

  it('deviates with a wrong type, and says where, what and what else', () => {
    const verdict = created(200, { tool_provider: { ...provider, id: '2' } });
    expect(verdict.verdict).toBe('deviates');
    expect(find(verdict.checks, 'body.schema')).toMatchObject({
      level: 'error',
      expected: 'tool_provider.id to be integer',
      actual: 'tool_provider.id is "2" (string)',
    });
    expect(verdict.summary).toContain('tool_provider.id');
  });

  it('only warns where the fact is inferred', () => {
    const { lti_custom_data: _left, ...rest } = provider;
    const verdict = created(200, { tool_provider: { ...rest, tool_url: null } });
    expect(verdict.verdict).toBe('conforms');
    expect(atLevel(verdict.checks, 'warning')).toEqual(['body.schema', 'body.schema']);
    expect(verdict.summary).toContain('With 2 warnings.');
  });

  it('deviates when malformed, empty or without its envelope', () => {
    expect(find(created(200, '{"tool_provider": {').checks, 'body.json')?.level).toBe('error');
    expect(created(200, '{"tool_provider": {').verdict).toBe('deviates');
    expect(created(200, '').verdict).toBe('deviates');
    expect(created(200, {}).verdict).toBe('deviates');
    expect(created(200, '[]').verdict).toBe('deviates');
  });

  it('deviates under another content type, even when the body fits', () => {
    const verdict = created(200, { tool_provider: provider }, 'text/html');
    expect(verdict.verdict).toBe('deviates');
    expect(find(verdict.checks, 'content-type')).toMatchObject({
      level: 'error',
      expected: 'application/json',
      actual: 'text/html',
    });
    expect(find(verdict.checks, 'body.schema')?.level).toBe('pass');
  });

  it('does not repeat a secret of the response', () => {
    const verdict = created(200, {
      tool_provider: { ...provider, oauth_consumer_secret: ['canary-secret'], tool_name: 5 },
    });
    expect(verdict.verdict).toBe('deviates');
    expect(JSON.stringify(verdict)).not.toContain('canary-secret');
    const numeric = created(200, { tool_provider: { ...provider, oauth_consumer_secret: 73_737_373 } });
    expect(JSON.stringify(numeric)).not.toContain('73737373');
  });
});

describe('a 422', () => {
  it.each([
    ['a JSON object', { error: missing('tool_name') }, 'application/json'],
    ['a JSON string', JSON.stringify(missing('tool_name')), 'application/json'],
    ['errors in a list', { errors: [missing('tool_name')] }, 'application/json'],
    ['a message', { message: missing('tool_name') }, 'application/json'],
    [
      'an HTML page',
      `<!doctype html><title>422</title><h1>${missing('tool_name').replaceAll("'", '&#39;')}</h1>`,
      'text/html',
    ],
  ])('names its parameter from %s', (_form, body, contentType) => {
    const verdict = created(422, body, contentType);
    expect(verdict).toMatchObject({ verdict: 'conforms', parameter: 'tool_name' });
    expect(verdict.summary).toContain(
      '422, as documented: tool_name is missing (required String, name of the tool provider).',
    );
    expect(find(verdict.checks, 'message.matches')?.level).toBe('pass');
    expect(find(verdict.checks, 'parameter.named')).toMatchObject({
      level: 'pass',
      actual: expect.stringContaining('required String'),
    });
  });

  it('warns of an HTML page, because the form of errors is not published', () => {
    const { checks } = created(422, `<h1>${missing('nonce')}</h1>`, 'text/html; charset=utf-8');
    expect(find(checks, 'content-type')?.level).toBe('warning');
    expect(atLevel(checks, 'error')).toEqual([]);
  });

  it('warns when it names no parameter of the operation, or an optional one', () => {
    const unknown = created(422, { error: missing('exam_id') });
    expect(unknown).toMatchObject({ verdict: 'conforms', parameter: 'exam_id' });
    expect(find(unknown.checks, 'parameter.named')?.level).toBe('warning');
    expect(find(created(422, { error: missing('tool_url') }).checks, 'parameter.named')?.actual).toContain(
      'documented as optional',
    );
    expect(find(created(422, { error: missing('__proto__') }).checks, 'parameter.named')?.level).toBe('warning');
  });

  it('understands the words of newer Rails, with a warning', () => {
    const verdict = created(422, { error: 'param is missing or the value is empty or invalid: tool_name' });
    expect(verdict).toMatchObject({ verdict: 'conforms', parameter: 'tool_name' });
    expect(find(verdict.checks, 'message.matches')?.level).toBe('warning');
  });

  it('shows what is allowed when a value is refused', () => {
    const verdict = created(422, {
      error: `Invalid parameter 'use_as_basic_link' value "maybe": Must be one of: true, false, 1, 0.`,
    });
    expect(verdict.parameter).toBe('use_as_basic_link');
    expect(verdict.summary).toContain('has a value that is not allowed');
    expect(find(verdict.checks, 'parameter.named')?.actual).toContain('one of true, false, 1, 0');
  });

  it('deviates with other words', () => {
    const verdict = created(422, { error: 'Validation failed' });
    expect(verdict.verdict).toBe('deviates');
    expect(verdict.summary).toContain('Validation failed');
  });
});

describe('refusals', () => {
  it('lets a 403 conform and lists the causes it may stand for', () => {
    const verdict = created(403, { error: notAuthorised });
    expect(verdict).toMatchObject({ verdict: 'conforms', summary: `403, as documented: ${notAuthorised}` });
    expect(find(verdict.checks, 'forbidden.causes')).toMatchObject({
      level: 'info',
      expected: expect.stringContaining('signature'),
    });
  });

  it('lets a 403 with other words deviate', () => {
    expect(created(403, '<html><body><h1>403 Forbidden</h1>nginx</body></html>', 'text/html').verdict).toBe('deviates');
  });

  it('reads a 401 as the same family and says that it is inferred', () => {
    const verdict = created(401, { error: notAuthorised });
    expect(verdict.verdict).toBe('conforms');
    expect(find(verdict.checks, 'status.family')).toMatchObject({
      level: 'info',
      actual: expect.stringContaining('403 is stated'),
    });
    expect(find(verdict.checks, 'status.documented')).toMatchObject({
      level: 'info',
      source: expect.stringContaining('inferred'),
    });
  });

  it.each([404, 418, 500, 201])('calls %i undocumented and still shows what it says', (status) => {
    const verdict = created(status, { error: 'Something else' });
    expect(verdict.verdict).toBe('undocumented');
    expect(verdict.summary).toContain(
      `${status} is not documented for createToolProvider (documented: 200, 401, 403, 422)`,
    );
    if (status >= 400) expect(verdict.summary).toContain('Something else');
  });

  it('recognises documented words under an undocumented status', () => {
    const verdict = created(400, { error: missing('tool_name') });
    expect(verdict).toMatchObject({ verdict: 'undocumented', parameter: 'tool_name' });
    expect(find(verdict.checks, 'message.matches')?.expected).toContain('422');
  });
});

describe('a launch', () => {
  it.each([302, 303])('conforms with a %i redirect', (status) => {
    expect(launched(status, [['Location', '/sso']]).verdict).toBe('conforms');
  });

  it('deviates with a redirect to nowhere', () => {
    const verdict = launched(302, []);
    expect(verdict.verdict).toBe('deviates');
    expect(find(verdict.checks, 'header.location')?.level).toBe('error');
  });

  it('conforms with a page', () => {
    expect(launched(200, [['content-type', 'text/html']], '<h1>Bookshelf</h1>').verdict).toBe('conforms');
  });

  it('finds the cause of a refusal in the title of its page', () => {
    const verdict = launched(403, [['content-type', 'text/html']], '<title>x</title><h1>Invalid Signature</h1>');
    expect(verdict).toMatchObject({ verdict: 'conforms', summary: '403, as documented: Invalid Signature.' });
    expect(find(verdict.checks, 'forbidden.causes')?.actual).toContain('the launch secret is wrong');
    expect(verdict.causes).toContainEqual({
      text: 'the launch secret is wrong, or white space was pasted with it',
      fits: true,
      evidence: null,
    });
    expect(verdict.causes).toContainEqual({ text: 'the launch carries no user_id', fits: false, evidence: null });
  });

  it.each([400, 404, 470])('lists the documented causes of a %i', (status) => {
    const { causes } = launched(status, [['content-type', 'text/html']], '<h1>Sorry</h1>');
    expect(causes).not.toHaveLength(0);
    expect(causes?.every(({ fits }) => !fits)).toBe(true);
  });

  it('conforms with a bare 403, whose body no document describes', () => {
    expect(launched(403, [], '').verdict).toBe('conforms');
    expect(launched(403, [['content-type', 'text/plain']], 'no').verdict).toBe('conforms');
  });

  it('names user_id when it is what is missing', () => {
    expect(launched(401, [], 'Missing user_id field')).toMatchObject({ verdict: 'conforms', parameter: 'user_id' });
  });

  it('calls a 500 undocumented', () => {
    expect(launched(500, []).verdict).toBe('undocumented');
  });
});
