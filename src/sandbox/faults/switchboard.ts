import type { SandboxFault, SandboxServer } from '../../protocol/sandbox-control.ts';

/** The one fault a server has at a time. */
export interface FaultSwitch {
  current(): SandboxFault | null;
  /** Throws FaultNotApplicableError when this server cannot have this fault. */
  set(fault: SandboxFault | null): void;
  /** To be told when `fault` has changed a response: one that is wanted once is then cleared. */
  spend(fault: SandboxFault): void;
}

/** A fault was asked of a server that has nothing it could change. */
export class FaultNotApplicableError extends Error {
  override readonly name = 'FaultNotApplicableError';
}

export function createFaultSwitch(server: SandboxServer): FaultSwitch {
  let active: SandboxFault | null = null;
  return {
    current: () => active,
    set(fault) {
      if (fault !== null) assertApplicable(server, fault);
      active = fault;
    },
    spend(fault) {
      if (fault.once && active === fault) active = null;
    },
  };
}

const names: Readonly<Record<SandboxServer, string>> = {
  examPlatform: 'exam platform',
  bookshelf: 'bookshelf',
  libraryStore: 'library store',
  misbehavingTool: 'misbehaving tool',
};

function assertApplicable(server: SandboxServer, fault: SandboxFault): void {
  if (fault.kind === 'cookies' && server === 'examPlatform') {
    throw new FaultNotApplicableError(
      'The exam platform sets no cookies, so the fault "cookies" would change nothing. Set it on the bookshelf, the library store or the misbehaving tool.',
    );
  }
  if (fault.kind === 'html-errors' && server !== 'examPlatform') {
    throw new FaultNotApplicableError(
      `The ${names[server]} shows its errors as pages anyway, so the fault "html-errors" would change nothing. Set it on the exam platform.`,
    );
  }
}
