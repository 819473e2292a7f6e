import type { Bundle } from '../../../protocol/models/data/bundle.ts';

/** A bundle of a launch that found nothing wrong, changed as the test needs it. */
export function someBundle(changes: Partial<Bundle>): Bundle {
  return {
    format: 'countersign-evidence',
    version: 1,
    made: { at: '2026-11-21T21:00:00.000Z', timeZone: 'Europe/Amsterdam', by: 'Countersign 0.1.0', runtime: 'Node 24' },
    note: '',
    subject: {
      kind: 'paste',
      title: 'basic-lti-launch-request',
      id: null,
      connection: null,
      environment: null,
      contract: null,
      at: null,
    },
    conclusion: { state: 'fine', headline: 'Nothing was found wrong.', points: [] },
    request: null,
    signature: null,
    findings: [],
    answer: null,
    timeline: null,
    responses: [],
    token: null,
    personal: { choice: 'keep', found: [], notes: [] },
    masked: [],
    reverify: { state: 'left-out', why: 'unsigned', detail: 'What was sent carries no signature.' },
    ...changes,
  };
}
