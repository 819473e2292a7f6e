import type { Capture, CaptureKind, CaptureVerdict, CaughtRequest } from '../../protocol/models/lti/catcher.ts';
import { claims, textClaim } from '../lti/advantage/message/claims.ts';
import { parametersOf } from './inspect-oauth.ts';

/** What was found out about a request; what does not apply is left out. */
export type Findings = Partial<
  Pick<Capture, 'signature' | 'checks' | 'checklist' | 'login' | 'roles' | 'roleFindings' | 'personal'>
>;

const unanswered: Capture['answer'] = {
  kind: 'page',
  status: 200,
  target: null,
  fields: null,
  resigned: false,
  note: null,
};

/** A capture with its summary, before it is answered. */
export function draftCapture(id: string, kind: CaptureKind, request: CaughtRequest, findings: Findings): Capture {
  const capture = {
    request,
    signature: null,
    checks: [],
    checklist: null,
    login: null,
    roles: [],
    roleFindings: [],
    personal: { data: [], level: 'anonymous' as const },
    answer: unanswered,
    ...findings,
  };
  const { signature, checks } = capture;
  const ofSignature = signature?.verdict === 'invalid' ? signature.findings : [];
  const worst =
    checks.find(({ severity }) => severity === 'error') ?? checks.find(({ severity }) => severity === 'warning');
  return {
    ...capture,
    summary: {
      id,
      at: request.at,
      kind,
      label: labelOf(kind, request, capture.checklist),
      sender: senderOf(kind, capture),
      verdict: verdictOf(kind, capture),
      errors: ofSignature.length + checks.filter(({ severity }) => severity === 'error').length,
      warnings: checks.filter(({ severity }) => severity === 'warning').length,
      headline:
        ofSignature[0]?.title ?? (worst === undefined ? (signature?.reason ?? '') : `${worst.title} ${worst.seen}`),
      kept: false,
    },
  };
}

type Parts = Pick<Capture, 'request' | 'signature' | 'checklist' | 'login'>;

function value(request: CaughtRequest, name: string): string {
  return (
    parametersOf(request)
      .find(([candidate]) => candidate === name)?.[1]
      ?.slice(0, 300) ?? ''
  );
}

function labelOf(kind: CaptureKind, request: CaughtRequest, checklist: Capture['checklist']): string {
  switch (kind) {
    case 'launch-1.x':
      return value(request, 'lti_message_type');
    case 'launch-1.3':
      return textClaim(checklist?.token?.claims ?? {}, claims.messageType)?.slice(0, 300) ?? '';
    case 'error':
      return value(request, 'error');
    case 'login':
      return 'login';
    case 'other':
      return request.method;
  }
}

function senderOf(kind: CaptureKind, { request, signature, checklist, login }: Parts): string {
  if (kind === 'launch-1.x') return signature?.consumerKey?.slice(0, 300) ?? '';
  const issuer = textClaim(checklist?.token?.claims ?? {}, 'iss');
  return issuer?.slice(0, 300) ?? value(login?.request ?? request, 'iss');
}

function verdictOf(kind: CaptureKind, { signature, checklist }: Parts): CaptureVerdict {
  if (kind === 'error' || kind === 'other') return 'invalid';
  if (kind === 'launch-1.x') return signature?.verdict ?? 'unchecked';
  return checklist === null || checklist.verdict === 'unverified' ? 'unchecked' : checklist.verdict;
}
