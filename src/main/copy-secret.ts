import type { z } from 'zod';
import { credentialsCommands } from '../protocol/commands/credentials.ts';
import { vaultCommands } from '../protocol/commands/vault.ts';
import type { Result } from '../protocol/envelope.ts';
import { ProblemError, ReceivedProblem } from '../protocol/problem.ts';
import type { SecretClipboard } from './clipboard.ts';
import type { Gestures } from './security/gesture.ts';

export type CopySecretPorts = {
  request(command: string, input: unknown): Promise<Result>;
  gestures: Gestures;
  clipboard: SecretClipboard;
};

type CopyInput = z.input<(typeof credentialsCommands)['credentials.copy']['input']>;

/**
 * Takes a secret from core to the clipboard past the window. Answers after how many seconds it is cleared.
 * @throws ProblemError `vault.needs-gesture` when nobody has just pressed anything; what core refuses.
 */
export function copySecret({ request, gestures, clipboard }: CopySecretPorts) {
  return async (credentialId: string, part: string): Promise<number> => {
    if (!gestures.isRecent()) throw new ProblemError('vault.needs-gesture');
    const input: CopyInput = { id: credentialId, part };
    const result = await request('credentials.copy', input);
    if (!result.ok) throw new ReceivedProblem(result.problem);
    const { value, clearAfter } = credentialsCommands['credentials.copy'].output.parse(result.output);
    clipboard.copySecret(value, clearAfter);
    return clearAfter;
  };
}

/** Takes a text with a secret in it, which the window has, to the clipboard. Answers after how many seconds it is cleared. */
export function copySecretText({ request, clipboard }: Pick<CopySecretPorts, 'request' | 'clipboard'>) {
  return async (text: string): Promise<number> => {
    const result = await request('vault.protection', {});
    if (!result.ok) throw new ReceivedProblem(result.problem);
    const { clipboardSeconds } = vaultCommands['vault.protection'].output.parse(result.output);
    clipboard.copySecret(text, clipboardSeconds);
    return clipboardSeconds;
  };
}
