import { describe, expect, it } from 'vitest';
import type { Flow, FlowInput, FlowRun, FlowStepRun } from '../../../protocol/models/exchanges/flow.ts';
import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import {
  chosenOutputs,
  credentialChoices,
  formInputs,
  keepable,
  resumableStep,
  stepOutcome,
  usedInputs,
} from './flow-state.ts';

const input = (name: string, steps: string[], secret = false): FlowInput => ({
  name,
  title: name,
  in: 'body',
  required: true,
  recommended: false,
  type: 'string',
  description: '',
  secret,
  suppliedBy: 'person',
  steps,
  credential: null,
});

const flow: Flow = {
  id: 'f',
  title: 'Flow',
  description: '',
  inputs: [input('name', ['one']), input('key', ['two'], true)],
  steps: ['one', 'two', 'three'].map((id, index) => ({
    id,
    title: id,
    operationId: id,
    operationTitle: id,
    choose: null,
    keep: index < 2,
    checked: false,
    outputs: [],
  })),
  page: null,
};

const step = (stepId: string, state: FlowStepRun['state'], more: Partial<FlowStepRun> = {}): FlowStepRun => ({
  stepId,
  state,
  source: 'sent',
  inputs: [],
  outputs: {},
  exchangeId: null,
  status: null,
  verdict: null,
  headline: '',
  failure: null,
  note: null,
  ...more,
});

const failed: FlowRun = {
  id: 'r',
  connectionId: 'c',
  contractId: 'k',
  flowId: 'f',
  startedAt: 1,
  finishedAt: 2,
  state: 'failed',
  inputs: { name: 'Last' },
  sealedInputs: ['key'],
  credentialId: null,
  steps: [step('one', 'done'), step('two', 'failed'), step('three', 'waiting')],
  outputs: {},
};

describe('the form of a flow', () => {
  it('begins with what was prepared, and with the last run where there is one; secrets never come back', () => {
    expect(formInputs(flow, { name: 'Default' }, undefined)).toEqual({ name: 'Default', key: '' });
    expect(formInputs(flow, { name: 'Default' }, failed)).toEqual({ name: 'Last', key: '' });
  });

  it('asks nothing for a step that is replaced by a choice', () => {
    expect(usedInputs(flow, { two: null }).map(({ name }) => name)).toEqual(['name']);
  });

  it('waits for a choice that was announced', () => {
    expect(chosenOutputs({ two: null })).toBeNull();
    expect(chosenOutputs({ two: { label: 'Two', detail: '', outputs: { id: 2 } } })).toEqual({ two: { id: 2 } });
  });
});

describe('what can be done with a run', () => {
  it('goes on with the first step that is not done, unless it runs or has finished', () => {
    expect(resumableStep(failed)?.stepId).toBe('two');
    expect(resumableStep({ ...failed, state: 'running' })).toBeNull();
    expect(resumableStep({ ...failed, state: 'finished' })).toBeNull();
    expect(resumableStep(undefined)).toBeNull();
  });

  it('keeps the done steps the flow says are worth keeping', () => {
    expect(keepable(flow, failed)).toEqual(['one']);
    expect(keepable(flow, undefined)).toEqual([]);
  });

  it('tells a refusal from a failure', () => {
    expect(stepOutcome(step('one', 'failed', { verdict: 'conforms', status: 404 }))).toBe('refused');
    expect(stepOutcome(step('one', 'failed', { verdict: 'deviates', status: 200 }))).toBe('deviates');
    expect(stepOutcome(step('one', 'failed'))).toBe('failed');
    expect(stepOutcome(step('one', 'interrupted'))).toBe('interrupted');
  });
});

describe('credentials', () => {
  const credential = (id: string, allowedHosts: string[], kind: Credential['kind'] = 'oauth-consumer'): Credential => ({
    id,
    name: id,
    kind,
    publicParts: {},
    secretParts: [],
    allowedHosts,
    details: noDetails,
    secretChangedAt: 1,
    previous: [],
    lastUse: null,
    createdAt: 1,
    updatedAt: 1,
  });
  const all = [
    credential('a', ['exam.example']),
    credential('b', ['tool.example']),
    credential('c', [], 'proctorexam'),
  ];

  it('of the right kind can be chosen where they are allowed', () => {
    const takes = {
      ...flow,
      inputs: [{ ...input('key', ['two']), credential: 'oauth-consumer.consumerKey' as const }],
    };
    expect(credentialChoices(takes, all, 'https://exam.example/api/v3')).toEqual([
      { id: 'a', name: 'a', allowed: true },
      { id: 'b', name: 'b', allowed: false },
    ]);
    expect(credentialChoices(flow, all, 'https://exam.example/api/v3')).toEqual([]);
  });
});
