import { z } from 'zod';
import type { SandboxControlMessage, SandboxControlReply, SandboxErrorCode } from '../protocol/sandbox-control.ts';
import { sandboxControlMessageSchema } from '../protocol/sandbox-control.ts';
import { FaultNotApplicableError } from './faults/switchboard.ts';
import { PortInUseError } from './http/server.ts';
import type { Sandbox } from './start.ts';
import { startSandbox } from './start.ts';

/** Answers control messages, whatever brings them. Never throws: what goes wrong is in the reply. */
export interface SandboxController {
  handle(message: unknown): Promise<SandboxControlReply>;
}

/** A controller whose sandbox is not started yet. Messages are answered one after the other. */
export function createSandboxController(): SandboxController {
  let sandbox: Sandbox | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function start(message: Extract<SandboxControlMessage, { command: 'start' }>): Promise<SandboxControlReply> {
    const { id, command } = message;
    if (sandbox !== null) return failure(id, 'already-started', 'The sandbox is running already. Close it first.');
    sandbox = await startSandbox(message.options);
    return { id, ok: true, command, urls: sandbox.urls };
  }

  async function run(message: SandboxControlMessage): Promise<SandboxControlReply> {
    if (message.command === 'start') return start(message);
    const { id, command } = message;
    if (sandbox === null) {
      if (command === 'close') return { id, ok: true, command };
      return failure(
        id,
        'not-started',
        `The sandbox is not running, so "${command}" has nothing to act on. Start it first.`,
      );
    }
    switch (command) {
      case 'set-fault':
        sandbox.setFault(message.server, message.fault);
        return { id, ok: true, command, faults: sandbox.faults() };
      case 'faults':
        return { id, ok: true, command, faults: sandbox.faults() };
      case 'set-store-access':
        sandbox.setStoreAccess(message.access);
        return { id, ok: true, command, access: message.access };
      case 'register-platform':
        sandbox.registerPlatform(message.tool, message.platform);
        return { id, ok: true, command };
      case 'received':
        return { id, ok: true, command, requests: sandbox.received(message.server) };
      case 'reset':
        sandbox.reset();
        return { id, ok: true, command };
      case 'close':
        await sandbox.close();
        sandbox = null;
        return { id, ok: true, command };
    }
  }

  async function answer(message: unknown): Promise<SandboxControlReply> {
    const parsed = sandboxControlMessageSchema.safeParse(message);
    if (!parsed.success) return failure(idOf(message), 'invalid-message', describe(parsed.error));
    try {
      return await run(parsed.data);
    } catch (error) {
      return failure(parsed.data.id, codeOf(error), error instanceof Error ? error.message : 'Unknown error.');
    }
  }

  return {
    handle(message) {
      const reply = queue.then(() => answer(message));
      queue = reply;
      return reply;
    },
  };
}

function failure(id: number | null, code: SandboxErrorCode, message: string): SandboxControlReply {
  return { id, ok: false, error: { code, message } };
}

function idOf(message: unknown): number | null {
  const parsed = z.object({ id: z.number().int().nonnegative() }).safeParse(message);
  return parsed.success ? parsed.data.id : null;
}

/** Where the message is wrong. Paths and rules only: a start message holds secrets. */
function describe(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`);
  return `The control message is not valid. ${problems.join('; ')}`;
}

function codeOf(error: unknown): SandboxErrorCode {
  if (error instanceof PortInUseError) return 'port-in-use';
  if (error instanceof FaultNotApplicableError) return 'fault-not-applicable';
  return 'internal';
}
