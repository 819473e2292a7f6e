import type { Problem, ProblemCode } from '../protocol/problem.ts';

/** What the shell is told. Stable: others script against it. */
export const exitCodes = {
  fine: 0,
  checkFailed: 1,
  wrongUse: 2,
  unreadableInput: 3,
  vaultLocked: 4,
  network: 5,
  ourBug: 70,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const lockedOrMissing: readonly ProblemCode[] = [
  'vault.not-created',
  'vault.locked',
  'vault.wrong-passphrase',
  'transfer.wrong-passphrase',
  'vault.keychain-unavailable',
  'vault.keychain-lost',
  'credential.missing',
  'credential.wrong-kind',
];

const wrongUse: readonly ProblemCode[] = [
  'not-found',
  'operation.unknown',
  'operation.not-sendable',
  'command.unknown',
  'form.breaks-contract',
  'conflict',
  'probe.not-possible',
  'transfer.nothing-chosen',
  'transfer.not-possible',
  'transfer.not-confirmed',
];

/** The exit code a problem ends a command with. Input that does not fit its schema is unreadable input, an option is wrong use. */
export function exitCodeOf(problem: Problem): ExitCode {
  if (problem.code === 'input.invalid' && problem.field?.startsWith('--') === true) {
    return exitCodes.wrongUse;
  }
  if (lockedOrMissing.includes(problem.code)) {
    return exitCodes.vaultLocked;
  }
  if (problem.code === 'input.invalid' && problem.field === 'credential') {
    return exitCodes.vaultLocked;
  }
  if (wrongUse.includes(problem.code)) {
    return exitCodes.wrongUse;
  }
  if (problem.code.startsWith('network.') || problem.code === 'launch.failed') {
    return exitCodes.network;
  }
  return problem.code === 'internal' ? exitCodes.ourBug : exitCodes.unreadableInput;
}
