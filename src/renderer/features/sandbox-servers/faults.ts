import {
  type ReceivedRequest,
  type SandboxFault,
  type SandboxServer,
  sandboxFaultSchema,
} from '../../../protocol/sandbox-control.ts';

export type FaultKind = SandboxFault['kind'];

const everywhere: readonly FaultKind[] = [
  'status',
  'delay',
  'drop-connection',
  'redirect-loop',
  'x-frame-options',
  'frame-ancestors',
  'content-type',
  'huge-body',
  'clock-skew',
];

/** Faults a server can be told to have, the plainest first. */
export function faultKinds(server: SandboxServer): readonly FaultKind[] {
  return server === 'examPlatform' ? [...everywhere, 'html-errors'] : [...everywhere, 'cookies'];
}

export const bodies = ['json', 'html', 'empty', 'malformed-json'] as const;
export const drops = ['before-response', 'mid-body'] as const;
export const frameValues = ['DENY', 'SAMEORIGIN'] as const;
export const cookiePolicies = ['none', 'strict', 'none-without-secure', 'secure-only', 'partitioned'] as const;

/** The editor's state: the values of every kind, so that changing the kind and back loses nothing. */
export type FaultForm = {
  kind: FaultKind;
  status: number | string;
  body: (typeof bodies)[number];
  milliseconds: number | string;
  value: (typeof frameValues)[number];
  sources: readonly string[];
  when: (typeof drops)[number];
  megabytes: number | string;
  contentType: string;
  policy: (typeof cookiePolicies)[number];
  seconds: number | string;
  once: boolean;
};

const fresh: FaultForm = {
  kind: 'status',
  status: 500,
  body: 'json',
  milliseconds: 3000,
  value: 'DENY',
  sources: ["'none'"],
  when: 'before-response',
  megabytes: 100,
  contentType: 'text/plain; charset=utf-8',
  policy: 'none-without-secure',
  seconds: 600,
  once: false,
};

/** The editor as it begins: with the fault that is set, or a fresh one. */
export function formOf(fault: SandboxFault | null): FaultForm {
  return fault ? { ...fresh, ...fault } : fresh;
}

function part(form: FaultForm): object {
  switch (form.kind) {
    case 'status':
      return { status: form.status, body: form.body };
    case 'delay':
      return { milliseconds: form.milliseconds };
    case 'x-frame-options':
      return { value: form.value };
    case 'frame-ancestors':
      return { sources: form.sources };
    case 'drop-connection':
      return { when: form.when };
    case 'huge-body':
      return { megabytes: form.megabytes };
    case 'content-type':
      return { contentType: form.contentType.trim() };
    case 'cookies':
      return { policy: form.policy };
    case 'clock-skew':
      return { seconds: form.seconds };
    case 'redirect-loop':
    case 'html-errors':
      return {};
  }
}

/** The fault to set, or `null` while a value of it is not allowed. */
export function readFault(form: FaultForm): SandboxFault | null {
  const parsed = sandboxFaultSchema.safeParse({ kind: form.kind, ...part(form), once: form.once });
  return parsed.success ? parsed.data : null;
}

/** Kind and values, without how long it lasts: what the sentence about a fault is filled with. */
export function faultParameters(fault: SandboxFault): Record<string, string | number> {
  const { kind, once: _, ...values } = fault;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(' ') : value]),
  );
}

/** How a received request came out. `faulty`: not the answer that was deserved, because of a fault. */
export function receivedOutcome({ fault, reason, status }: ReceivedRequest): 'faulty' | 'refused' | 'accepted' {
  if (fault !== null) return 'faulty';
  return reason !== null || status === null || status >= 400 ? 'refused' : 'accepted';
}
