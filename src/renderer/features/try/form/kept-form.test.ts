import { QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import { commandKey, createQueryClient } from '../../../client/queries.ts';
import { makeStale } from '../../../client/stale.ts';
import { rememberForm } from './kept-form.ts';

const place = { id: 'c1', operationId: 'launch' };
const form = (value: string): FormDraft => ({
  values: [{ in: 'body', name: 'title', value }],
  placement: null,
  signatureMethod: null,
  launchMode: null,
});

test('an answer that was asked for before the form was kept does not take its place', async () => {
  const client = createQueryClient();
  const answers: ((kept: FormDraft) => void)[] = [];
  const queryKey = commandKey('connections.loadForm', place);
  const queryFn = () => new Promise<FormDraft>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(client, { queryKey, queryFn });
  observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.(form('first'));
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toEqual(form('first')));

  makeStale(client, { queryKey: ['connections.loadForm'] });
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  rememberForm(client, place, form('typed'));
  expect(observer.getCurrentResult().data).toEqual(form('typed'));
  answers[1]?.(form('first'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(observer.getCurrentResult().data).toEqual(form('typed'));
  expect(client.isFetching()).toBe(0);
});
