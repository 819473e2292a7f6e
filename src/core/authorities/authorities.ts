import { z } from 'zod';
import type { AppEvent } from '../../protocol/events.ts';
import { type Authorities, type Authority, maxAuthorities } from '../../protocol/models/authority.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Log, Transport } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { WorkspaceSandbox } from '../workspace/sandbox.ts';
import { type KnownAuthority, readAuthorities } from './pem.ts';
import { systemAuthorities } from './system.ts';
import type { Trust } from './trust.ts';

const key = 'authorities';
const keptSchema = z.strictObject({ pems: z.array(z.string()), system: z.boolean(), sandbox: z.boolean() });
type Kept = z.infer<typeof keptSchema>;

/** The authorities a person trusts in this workspace. */
export type AuthorityService = {
  list(): Authorities;
  /** @throws ProblemError `input.invalid` */
  add(pem: string): Authorities;
  /** @throws ProblemError `not-found` */
  remove(fingerprint: string): Authorities;
  use(which: { system?: boolean | undefined; sandbox?: boolean | undefined }): Authorities;
  /** The sandbox started or ended: its authority is another now, or none. */
  sandboxChanged(): Promise<void>;
  /** Ends what the service reads of the sandbox; from then on nothing touches the storage. */
  close(): Promise<void>;
};

export type AuthorityDependencies = {
  storage: Pick<Storage, 'settings'>;
  sandbox: Pick<WorkspaceSandbox, 'status'>;
  transport: Transport;
  trust: Trust;
  log: Log;
  emit(event: AppEvent): void;
};

export function createAuthorities(dependencies: AuthorityDependencies): AuthorityService {
  const { storage, sandbox, transport, trust, log, emit } = dependencies;
  let current: KnownAuthority | null = null;

  const kept = (): Kept => storage.settings.read(key, keptSchema) ?? { pems: [], system: false, sandbox: false };
  const added = (): KnownAuthority[] => {
    const { pems } = kept();
    return pems.length === 0 ? [] : readAuthorities(pems.join('\n'), key);
  };
  const follow = (): void => {
    const { pems, system, sandbox: used } = kept();
    trust.set({ added: pems, system, sandbox: used && current !== null ? [current.pem] : [] });
  };
  const list = (): Authorities => {
    const { system, sandbox: used } = kept();
    return {
      added: added().map(shown),
      system: { used: system, count: systemAuthorities()?.length ?? null },
      sandbox: { used, current: current === null ? null : shown(current) },
    };
  };
  const keep = (changes: Partial<Kept>): Authorities => {
    storage.settings.write(key, { ...kept(), ...changes });
    follow();
    emit({ type: 'authorities.changed' });
    return list();
  };

  let closed = false;
  let reading: Promise<void> = Promise.resolve();
  const readSandbox = async (): Promise<void> => {
    if (closed) return;
    try {
      current = await authorityOf(await sandbox.status(), transport);
    } catch (error) {
      current = null;
      if (!closed) log.error('the authority of the sandbox could not be read', error);
    }
    if (closed) return;
    follow();
    emit({ type: 'authorities.changed' });
  };

  follow();
  return {
    list,
    add: (pem) => {
      const all = new Map([...added(), ...readAuthorities(pem, 'pem')].map((one) => [one.fingerprint, one]));
      if (all.size > maxAuthorities) {
        throw new ProblemError('input.invalid', { field: 'pem', detail: `more than ${maxAuthorities} authorities` });
      }
      return keep({ pems: [...all.values()].map((one) => one.pem) });
    },
    remove: (fingerprint) => {
      const all = added();
      const rest = all.filter((one) => one.fingerprint !== fingerprint);
      if (rest.length === all.length) {
        throw new ProblemError('not-found', { params: { what: 'certificate authority', id: fingerprint } });
      }
      return keep({ pems: rest.map(({ pem }) => pem) });
    },
    use: ({ system, sandbox: used }) =>
      keep({ ...(system === undefined ? {} : { system }), ...(used === undefined ? {} : { sandbox: used }) }),
    sandboxChanged: () => {
      reading = reading.then(readSandbox);
      return reading;
    },
    close: () => {
      closed = true;
      return reading;
    },
  };
}

function shown({ pem: _pem, ...authority }: KnownAuthority): Authority {
  return authority;
}

/** The misbehaving tool hands out the authority of its certificates; `null` while it does not run. */
async function authorityOf(
  { servers }: Awaited<ReturnType<WorkspaceSandbox['status']>>,
  transport: Transport,
): Promise<KnownAuthority | null> {
  const tool = servers.find(({ server }) => server === 'misbehavingTool');
  if (tool === undefined) return null;
  const request = { method: 'GET', url: `${tool.url}/ca.pem`, headers: [], body: null };
  const { bodies } = await transport.exchange(request, { timeoutMs: 5000, maxBodyBytes: 100_000, maxRedirects: 0 });
  return readAuthorities(new TextDecoder().decode(bodies.get(0)), 'ca.pem')[0] ?? null;
}
