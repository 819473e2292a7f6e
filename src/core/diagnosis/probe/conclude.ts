import type { Probe, ProbeAttempt } from '../../../protocol/models/exchanges/probe.ts';
import type { SignatureEvidence } from '../../../protocol/models/signing.ts';
import type { Trial } from './plan.ts';
import type { ProbeRun } from './run.ts';
import { senderWords } from './words.ts';

/** An answer as evidence: `403 “Invalid signature”`. */
function answerWords({ status, said }: ProbeAttempt): string {
  const words = said === '' ? 'an empty page' : `“${said}”`;
  return `${status ?? 'no status'}, ${words}`;
}

/** What follows from a probe, and the finding where a cause was found. `evidence`: the base strings, right and as accepted. */
export function conclude(
  run: ProbeRun,
  evidence: SignatureEvidence | null,
  notTried: number,
): Pick<Probe, 'conclusion' | 'finding'> {
  const { outcome, attempts, accepted } = run;
  if (outcome === 'cause-found' && accepted !== null) {
    const finding = findingOf(accepted, attempts, evidence);
    return { conclusion: `${finding.title}. ${senderWords(accepted.cause).does}`, finding };
  }
  return { conclusion: conclusionOf(run, notTried), finding: null };
}

function findingOf(trial: Trial, attempts: readonly ProbeAttempt[], evidence: SignatureEvidence | null) {
  const { does, fix, owner } = senderWords(trial.cause);
  const of = (role: ProbeAttempt['role']) => attempts.find((attempt) => attempt.role === role);
  const [control, wrong, taken] = [of('control'), of('wrong'), of('confirmation')];
  const seen = [
    control && `Signed right, the launch was refused (${answerWords(control)}).`,
    taken && `Signed ${trial.signed}, it was accepted twice (${answerWords(taken)}).`,
    wrong && `With a wrong signature it was refused, before and after (${wrong.status ?? 'no status'}).`,
  ];
  return {
    id: `probe-${trial.cause}`,
    cause: trial.cause,
    title: `The tool accepts the launch when it is signed ${trial.signed}`,
    detail: [does, ...seen.filter((sentence) => sentence !== undefined)].join(' '),
    fix,
    side: 'receiver' as const,
    owner,
    ...(evidence === null ? {} : { evidence }),
  };
}

function conclusionOf({ outcome, attempts, accepted, problem }: ProbeRun, notTried: number): string {
  const trials = attempts.filter(({ role }) => role === 'hypothesis');
  const last = attempts.at(-1);
  switch (outcome) {
    case 'cause-found':
    case 'unsteady':
      return `Signed ${accepted?.signed ?? 'another way'}, the launch was accepted once and then refused. The tool does not answer the same each time, so no cause is named: several servers may be set up differently.`;
    case 'accepted-now':
      return 'Signed right, the launch is accepted now, and a wrong signature is refused. What refused it before has passed: a nonce, a clock, or a setting that was changed since.';
    case 'accepts-anything':
      return 'The tool accepts a wrong signature too, or verifies it only after the page it answers with. Which signature it expects cannot be found out this way.';
    case 'refuses-otherwise':
      return 'The tool answers a wrong signature otherwise than the right one, so it found the right one right. It refuses the launch for another reason: read what it says.';
    case 'none-accepted':
      return noneAccepted(trials, notTried);
    case 'busy':
      return `The tool asked to be left alone (${last?.status ?? 'no status'}) after ${attempts.length} launches. Wait before another probe.`;
    case 'failed':
      return `No answer came to launch ${attempts.length}: ${problem?.detail ?? problem?.code ?? 'the connection failed'}. The tool or its firewall may have shut this machine out.`;
    case 'cancelled':
      return `Stopped after ${attempts.length} launches; none of the ways of signing tried until then was accepted.`;
  }
}

function noneAccepted(trials: readonly ProbeAttempt[], notTried: number): string {
  const odd = trials.find(({ result }) => result === 'different');
  const hint =
    odd === undefined
      ? ''
      : ` To one signed ${odd.signed} it gave another answer (${answerWords(odd)}), which may mean that it got further.`;
  const rest = notTried > 0 ? ` ${notTried} less likely ways were not tried.` : '';
  return `None of ${trials.length} known ways of misreading a signature is accepted.${hint}${rest} The usual reason is another secret at the tool; a tool that refuses before it verifies answers the same. Ask its vendor for the base string it computed.`;
}
