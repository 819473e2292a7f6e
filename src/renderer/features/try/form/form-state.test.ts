import { describe, expect, it } from 'vitest';
import type { Field, Operation } from '../../../../protocol/models/contract.ts';
import { constraints, fieldNamed, groupFields, inputKind, isFilled, sameForm } from './fields.ts';
import { withExamples } from './fill.ts';
import { draftOf, fieldKey, filledForm, formFromDraft, formReducer, formValues } from './form-state.ts';

function field(name: string, part: Partial<Field> = {}): Field {
  return {
    name,
    in: 'body',
    required: false,
    recommended: false,
    type: 'string',
    description: '',
    secret: false,
    suppliedBy: 'person',
    ...part,
  };
}

function operation(...fields: Field[]): Operation {
  return {
    id: 'createToolProvider',
    title: 'Create a tool provider',
    description: '',
    method: 'POST',
    path: '/tool_providers',
    kind: 'request',
    bodyEncoding: 'json',
    signing: { scheme: 'proctorexam' },
    fields,
    responses: [],
  };
}

const create = operation(
  field('tool_name', { required: true }),
  field('Accept', { in: 'header', required: true, default: 'application/vnd.procwise.v3' }),
  field('use_as_basic_link', { type: 'boolean', default: 'true' }),
  field('oauth_consumer_secret', { required: true, secret: true }),
  field('timestamp', { required: true, suppliedBy: 'signer', default: '0' }),
);

const start = formFromDraft(create, {
  values: [{ name: 'Accept', in: 'header', value: 'application/vnd.procwise.v3' }],
  placement: null,
  signatureMethod: null,
  launchMode: null,
});

describe('formValues', () => {
  it('leaves out fields nobody touched, and sends empty ones only when told to', () => {
    const typed = formReducer(start, { type: 'set', key: 'body:tool_name', value: '' });
    expect(formValues(create, typed).find(({ name }) => name === 'tool_name')?.sendEmpty).toBeUndefined();
    expect(formValues(create, start).map(({ name }) => name)).toEqual(['Accept']);
    const empty = formReducer(typed, { type: 'send-empty', key: 'body:tool_name', on: true });
    expect(formValues(create, empty)[0]).toEqual({ name: 'tool_name', in: 'body', value: '', sendEmpty: true });
  });

  it('says of a cleared field that it is empty, so that no variable of the connection fills it again', () => {
    const cleared = formReducer(formReducer(start, { type: 'set', key: 'body:tool_name', value: 'Quiz' }), {
      type: 'set',
      key: 'body:tool_name',
      value: '',
    });
    expect(formValues(create, cleared)[0]).toEqual({ name: 'tool_name', in: 'body', value: '' });
    const again = formFromDraft(create, draftOf(create, cleared));
    expect(formValues(create, again)[0]).toEqual({ name: 'tool_name', in: 'body', value: '' });
  });

  it('sends a value typed after "send empty" as typed', () => {
    const empty = formReducer(start, { type: 'send-empty', key: 'body:tool_name', on: true });
    const typed = formReducer(empty, { type: 'set', key: 'body:tool_name', value: 'Quiz' });
    expect(formValues(create, typed)[0]).toEqual({ name: 'tool_name', in: 'body', value: 'Quiz' });
  });

  it('adds extra fields after the contract’s, empty ones on purpose, nameless ones not', () => {
    let form = formReducer(start, { type: 'add-extra', in: 'query' });
    form = formReducer(form, { type: 'change-extra', key: 0, part: { name: 'debug' } });
    form = formReducer(form, { type: 'add-extra', in: 'body' });
    expect(formValues(create, form).slice(1)).toEqual([{ name: 'debug', in: 'query', value: '', sendEmpty: true }]);
  });
});

describe('drafts', () => {
  const form = formReducer(start, { type: 'set', key: 'body:oauth_consumer_secret', value: 'typed-secret' });

  it('never hold the value of a secret field', () => {
    expect(JSON.stringify(draftOf(create, form))).not.toContain('typed-secret');
    expect(filledForm('c1', create, form).values).toContainEqual({
      name: 'oauth_consumer_secret',
      in: 'body',
      value: 'typed-secret',
    });
  });

  it('come back as they were left, what the contract does not know as extra fields', () => {
    const values = [
      { name: 'tool_name', in: 'body' as const, value: 'Quiz' },
      { name: 'timestamp', in: 'body' as const, value: '1' },
      { name: 'debug', in: 'query' as const, value: 'x' },
    ];
    const back = formFromDraft(create, { values, placement: null, signatureMethod: null, launchMode: null });
    expect(back.values).toEqual({ 'body:tool_name': 'Quiz' });
    expect(back.extras.map(({ name }) => name)).toEqual(['timestamp', 'debug']);
    expect(sameForm(back, formFromDraft(create, draftOf(create, back)))).toBe(true);
  });
});

describe('groupFields', () => {
  it('orders by need and keeps what the signer fills in apart', () => {
    const groups = groupFields(create.fields, '');
    expect(groups.required.map(fieldKey)).toEqual(['body:tool_name', 'header:Accept', 'body:oauth_consumer_secret']);
    expect(groups.optional.map(({ name }) => name)).toEqual(['use_as_basic_link']);
    expect(groups.signer.map(({ name }) => name)).toEqual(['timestamp']);
  });

  it('filters by every word, in names and descriptions', () => {
    const fields = [field('user_id', { description: 'Opaque id of the learner' }), field('context_id')];
    expect(groupFields(fields, 'LEARNER id').optional.map(({ name }) => name)).toEqual(['user_id']);
  });
});

describe('inputKind', () => {
  it('chooses what is easiest to type, secrets before anything', () => {
    expect(inputKind(field('a', { secret: true, options: ['x'] }))).toBe('secret');
    expect(inputKind(field('a', { options: ['Learner'], openOptions: true }))).toBe('multi');
    expect(inputKind(field('a', { type: 'boolean' }))).toBe('choice');
    expect(inputKind(field('a', { type: 'object' }))).toBe('lines');
    expect(inputKind(field('a', { type: 'integer' }))).toBe('number');
    expect(inputKind(field('a'))).toBe('text');
  });
});

describe('constraints', () => {
  it('says what a value must be', () => {
    expect(constraints(field('a', { format: 'uri', maxLength: 255 }))).toEqual(['uri', '≤ 255 chars']);
    expect(constraints(field('a', { type: 'integer', minimum: 1, maximum: 300 }))).toEqual(['integer', '≥ 1', '≤ 300']);
  });
});

describe('fieldNamed', () => {
  it('finds what a 422 names, also inside brackets and paths', () => {
    expect(fieldNamed(create, 'tool_name')?.name).toBe('tool_name');
    expect(fieldNamed(create, 'tool_provider[tool_name]')?.name).toBe('tool_name');
    expect(fieldNamed(create, 'tool_provider.tool_name')?.name).toBe('tool_name');
    expect(fieldNamed(create, 'something_else')).toBeUndefined();
  });
});

describe('how a launch is made', () => {
  const launch: Operation = { ...operation(field('user_id')), kind: 'launch' };
  const platform = { returnUrl: true, outcomes: false, contentItems: null };
  const setup = { querySigning: 'canvas-legacy', platform } as const;
  const draft = { values: [], placement: null, signatureMethod: null, launchMode: 'window' } as const;
  const form = formFromDraft(launch, { ...draft, values: [], ...setup });

  it('is kept with the draft and sent with the form, for launches only', () => {
    expect(draftOf(launch, form)).toMatchObject(setup);
    expect(filledForm('c1', launch, form)).toMatchObject(setup);
    expect(filledForm('c1', create, form)).not.toHaveProperty('platform');
    expect(draftOf(create, form)).not.toHaveProperty('querySigning');
  });

  it('makes two forms differ', () => {
    expect(sameForm(form, { ...form, launchSetup: {} })).toBe(false);
    const nothing = { querySigning: 'standard', platform: { ...platform, returnUrl: false } } as const;
    expect(sameForm({ ...form, launchSetup: nothing }, { ...form, launchSetup: {} })).toBe(true);
  });
});

describe('files', () => {
  const upload = operation(field('document', { required: true, file: { accept: [], many: true } }), field('title'));
  const file = (name: string) => ({
    id: Buffer.from(name).toString('hex').padStart(32, '0'),
    name,
    mediaType: 'text/plain',
    size: 5,
    sha256: 'a'.repeat(64),
  });
  const empty = formFromDraft(upload, { values: [], placement: null, signatureMethod: null, launchMode: null });
  const chosen = formReducer(empty, { type: 'set-files', key: 'body:document', files: [file('a.txt'), file('b.txt')] });

  it('are sent in the order they were chosen, and come back from a draft', () => {
    const values = [file('a.txt'), file('b.txt')].map((one) => ({
      name: 'document',
      in: 'body',
      value: '',
      file: one,
    }));
    expect(formValues(upload, chosen)).toEqual(values);
    expect(formFromDraft(upload, draftOf(upload, chosen))).toEqual(chosen);
  });

  it('stay when another field is edited, and are gone when removed', () => {
    const edited = formReducer(chosen, { type: 'set', key: 'body:title', value: 'Rules' });
    expect(edited.files).toEqual(chosen.files);
    const removed = formReducer(edited, { type: 'set-files', key: 'body:document', files: [] });
    expect(formValues(upload, removed)).toEqual([{ name: 'title', in: 'body', value: 'Rules' }]);
  });

  it('make two forms differ by what is sent, count as filled in, and are never made up', () => {
    const one = formReducer(empty, { type: 'set-files', key: 'body:document', files: [file('a.txt')] });
    expect([sameForm(one, chosen), sameForm(one, { ...one })]).toEqual([false, true]);
    expect(upload.fields.map((one) => isFilled(chosen, one))).toEqual([true, false]);
    expect(formValues(upload, withExamples(upload, empty))).toEqual([]);
    expect(upload.fields[0] && constraints(upload.fields[0])).toEqual(['files']);
  });
});
