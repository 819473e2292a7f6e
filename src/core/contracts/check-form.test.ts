import { describe, expect, it } from 'vitest';
import type { FieldProblem } from '../../protocol/models/contract.ts';
import { checkForm } from './check-form.ts';
import { builtInContract, contractOf, filled, operationOf } from './test-support.ts';

const create = operationOf(builtInContract('proctorexam'), 'createToolProvider');
const launch = operationOf(builtInContract('vitalsource-launch'), 'launchBook');
const header = { name: 'Accept', in: 'header', value: 'application/vnd.procwise.v3' } as const;
const complete = { tool_name: 'Quiz', oauth_consumer_key: 'key', oauth_consumer_secret: 'secret' };

const rules = (problems: readonly FieldProblem[]) => problems.map(({ name, rule, level }) => [name, rule, level]);
const check = (values: Record<string, string>) => checkForm(create, [header, ...filled('body', values)]);

function fieldProblems(schema: string, value: string) {
  const { contract } = contractOf(
    `/a: {get: {parameters: [{name: q, in: query, schema: ${schema}}], responses: {'200': {description: ok}}}}`,
  );
  const operation = contract.operations[0];
  return operation === undefined ? [] : checkForm(operation, filled('query', { q: value }));
}

describe('checkForm', () => {
  it('is content with a complete form and asks nothing of the signer fields', () => {
    expect(check(complete)).toEqual([]);
  });

  it('finds required fields left out or empty', () => {
    expect(rules(check({ oauth_consumer_key: 'key', oauth_consumer_secret: '' }))).toEqual([
      ['tool_name', 'required', 'error'],
      ['oauth_consumer_secret', 'required', 'error'],
    ]);
  });

  it('warns, no more, where a fact is inferred or only recommended', () => {
    const values = {
      user_id: 'u',
      launch_presentation_document_target: 'window',
      lti_version: 'LTI-1p0',
      lti_message_type: 'basic-lti-launch-request',
    };
    expect(rules(checkForm(launch, filled('body', values)))).toEqual([
      ['roles', 'required', 'warning'],
      ['custom_vbid', 'required', 'warning'],
      ['context_id', 'required', 'warning'],
      ['resource_link_id', 'required', 'warning'],
    ]);
  });

  it('knows the allowed values, and that open ones are suggestions', () => {
    expect(rules(check({ ...complete, use_as_basic_link: 'maybe' }))).toEqual([
      ['use_as_basic_link', 'option', 'error'],
    ]);
    for (const value of ['true', 'false', '1', '0'])
      expect(check({ ...complete, use_as_basic_link: value })).toEqual([]);
    const roles = checkForm(launch, filled('body', { roles: 'Instructor,urn:lti:role:ims/lis/Learner' }));
    expect(roles.filter(({ name }) => name === 'roles')).toEqual([]);
  });

  it('finds text that should be JSON, and text that is too long', () => {
    expect(rules(check({ ...complete, lti_custom_data: '{"a": }' }))).toEqual([['lti_custom_data', 'format', 'error']]);
    expect(check({ ...complete, lti_custom_data: '{"a": 1}' })).toEqual([]);
    const label = checkForm(launch, filled('body', { context_label: 'é'.repeat(256) })).find(
      ({ name }) => name === 'context_label',
    );
    expect(label).toMatchObject({ rule: 'length', expected: 'at most 255 characters', actual: '256 characters' });
    const fits = checkForm(launch, filled('body', { context_label: '😀'.repeat(255) }));
    expect(fits.filter(({ name }) => name === 'context_label')).toEqual([]);
  });

  it('warns of a field the contract does not know', () => {
    expect(rules(check({ ...complete, constructor: 'x' }))).toEqual([['constructor', 'unknown-field', 'warning']]);
  });

  it('never repeats a secret', () => {
    const { contract } = contractOf(
      "/a: {get: {parameters: [{name: q, in: query, schema: {type: string, format: password, maxLength: 3, pattern: '^x'}}], responses: {'200': {description: ok}}}}",
    );
    const operation = contract.operations[0];
    const problems = operation === undefined ? [] : checkForm(operation, filled('query', { q: 'hunter2' }));
    expect(problems.map(({ rule }) => rule)).toEqual(['length', 'pattern']);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it.each([
    ['{type: integer}', '1.5', 'type'],
    ['{type: integer}', 'seven', 'type'],
    ['{type: number}', '1e', 'type'],
    ['{type: boolean}', 'yes', 'type'],
    ['{type: object}', '[1]', 'type'],
    ['{type: integer, minimum: 1, maximum: 300}', '0', 'range'],
    ['{type: integer, minimum: 1, maximum: 300}', '301', 'range'],
    ['{type: string, minLength: 3}', 'ab', 'length'],
    ["{type: string, pattern: '^[a-z]+$'}", 'A1', 'pattern'],
    ['{type: string, format: email}', 'nobody', 'format'],
    ['{type: string, format: date-time}', 'yesterday', 'format'],
    ['{type: string, format: uri}', 'not a url', 'format'],
    ['{const: only}', 'other', 'option'],
  ])('finds that %s does not allow %s', (schema, value, rule) => {
    expect(fieldProblems(schema, value).map((problem) => problem.rule)).toEqual([rule]);
  });

  it.each([
    ['{type: integer}', '-7'],
    ['{type: number}', '1.5e3'],
    ['{type: array, items: {type: string}}', 'a,b'],
    ['{type: array, items: {type: string}}', '["a","b"]'],
    ['{type: object}', '{"a":1}'],
    ['{type: string, format: email}', 'a@b.example'],
    ['{type: string, format: made-up}', 'anything'],
  ])('allows for %s the value %s', (schema, value) => {
    expect(fieldProblems(schema, value)).toEqual([]);
  });

  it('gives up on a pattern made to backtrack instead of hanging', () => {
    const started = performance.now();
    const problems = fieldProblems("{type: string, pattern: '^(a+)+$'}", `${'a'.repeat(5000)}!`);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(rules(problems)).toEqual([['q', 'pattern', 'warning']]);
  });
});
