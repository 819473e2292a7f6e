import { describe, expect, it } from 'vitest';
import type { Field, Operation } from '../../../../protocol/models/contract.ts';
import { withExamples, withLaunchMode } from './fill.ts';
import { type FormState, formFromDraft } from './form-state.ts';

function field(name: string, part: Partial<Field> = {}): Field {
  return {
    name,
    in: 'body',
    required: true,
    recommended: false,
    type: 'string',
    description: '',
    secret: false,
    suppliedBy: 'person',
    ...part,
  };
}

const operation: Operation = {
  id: 'launchBook',
  title: 'Launch a book',
  description: '',
  method: 'POST',
  path: '/books/book',
  kind: 'launch',
  bodyEncoding: 'form',
  signing: { scheme: 'none' },
  responses: [],
  fields: [
    field('user_id', { example: 'u-1' }),
    field('roles', { required: false, recommended: true, options: ['Learner'] }),
    field('context_id', { required: false, recommended: true, example: 'course-1' }),
    field('notes', { required: false, example: 'left alone' }),
    field('limit', { type: 'integer', minimum: 5 }),
    field('oauth_consumer_secret', { secret: true }),
    field('oauth_signature', { suppliedBy: 'signer' }),
    field('launch_presentation_document_target', { required: false, options: ['window', 'iframe'] }),
  ],
};

function form(values: Record<string, string>): FormState {
  const start = formFromDraft(operation, { values: [], placement: null, signatureMethod: null, launchMode: 'window' });
  return { ...start, values };
}

describe('withExamples', () => {
  it('fills what is needed and leaves what was typed', () => {
    expect(withExamples(operation, form({ 'body:user_id': 'mine' })).values).toEqual({
      'body:user_id': 'mine',
      'body:context_id': 'course-1',
      'body:limit': '5',
      'body:oauth_consumer_secret': 'example-secret',
    });
  });
});

describe('withLaunchMode', () => {
  const target = 'body:launch_presentation_document_target';

  it('tells the tool how it is shown', () => {
    expect(withLaunchMode(operation, form({ [target]: 'window' }), 'iframe')).toMatchObject({
      launchMode: 'iframe',
      values: { [target]: 'iframe' },
    });
  });

  it('leaves out what was left out, and keeps what was put there on purpose', () => {
    expect(withLaunchMode(operation, form({}), 'iframe').values).toEqual({});
    expect(withLaunchMode(operation, form({ [target]: 'overlay' }), 'iframe').values).toEqual({ [target]: 'overlay' });
  });
});
