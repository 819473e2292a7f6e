import type { CheckSeverity } from '../../../protocol/models/diagnosis.ts';
import type { Capture } from '../../../protocol/models/lti/catcher.ts';
import type { Finding } from '../doctor/report/findings.ts';
import { emptyForm, type RegistrationForm } from './registration-form.ts';

const order: readonly CheckSeverity[] = ['error', 'warning', 'info'];

/** All findings, worst first; among equals what explains the signature comes first. */
export function findingsOfCapture({ signature, checks }: Capture): Finding[] {
  const severity = signature?.verdict === 'invalid' ? 'error' : 'warning';
  const all: Finding[] = [
    ...(signature?.findings ?? []).map((finding): Finding => ({ from: 'signature', severity, finding })),
    ...checks.map((finding): Finding => ({ from: 'check', severity: finding.severity, finding })),
  ];
  return all.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** A registration as far as a login or launch of an unknown platform tells it; `null` when the platform is known. */
export function registrationFor({ summary, login, request, checklist }: Capture): RegistrationForm | null {
  if (login?.registration) return null;
  const issuerStep = checklist?.steps.find(({ id }) => id === 'iss');
  if (summary.kind !== 'login' && issuerStep?.status !== 'unknown') return null;
  const params = [...request.query, ...request.fields];
  const audience = checklist?.token?.claims.aud;
  const clientId = params.find(([name]) => name === 'client_id')?.[1] ?? (typeof audience === 'string' ? audience : '');
  return { ...emptyForm, name: summary.sender.replace(/^https?:\/\//, ''), issuer: summary.sender, clientId };
}
