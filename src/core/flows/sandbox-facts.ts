import type { Connection } from '../../protocol/models/connection.ts';
import type { FlowValue } from '../../protocol/models/exchanges/flow.ts';
import { examPageUrl, type SandboxUrls } from '../../protocol/sandbox-control.ts';
import type { WorkspaceSandbox } from '../workspace/sandbox.ts';

/** What a flow may know of the sandbox it runs against. */
export type SandboxFacts = { urls: SandboxUrls; texts: ReadonlyMap<string, string> };

/**
 * Addresses and credentials of the sandbox under the names that flows use (`bookshelf.url`), for a connection to it. `null` for every other connection,
 * and while the sandbox is stopped: it is never started by this.
 */
export async function sandboxFacts(sandbox: WorkspaceSandbox, connection: Connection): Promise<SandboxFacts | null> {
  const { state } = await sandbox.status();
  if (connection.environment !== 'sandbox' || (state !== 'running' && state !== 'starting')) return null;
  const { urls, credentials } = await sandbox.start();
  const ours = Object.values(urls).some((url) => new URL(url).origin === new URL(connection.baseUrl).origin);
  if (!ours) return null;
  const texts = new Map([
    ['bookshelf.url', urls.bookshelf],
    ['bookshelf.consumerKey', credentials.bookshelf.consumerKey],
    ['bookshelf.secret', credentials.bookshelf.secret],
    ['libraryStore.url', urls.libraryStore],
    ['libraryStore.consumerKey', credentials.libraryStore.consumerKey],
    ['libraryStore.secret', credentials.libraryStore.secret],
    ['misbehavingTool.url', urls.misbehavingTool],
    ['misbehavingTool.consumerKey', credentials.misbehavingTool.consumerKey],
    ['misbehavingTool.secret', credentials.misbehavingTool.secret],
  ]);
  return { urls, texts };
}

/** Address of the candidate's page of an exam; `null` for what is no id of one. */
export function examPage({ urls }: SandboxFacts, id: FlowValue | undefined): string | null {
  return /^[1-9]\d{0,15}$/.test(String(id)) ? examPageUrl(urls).replace('{id}', String(id)) : null;
}
