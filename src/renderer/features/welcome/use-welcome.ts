import { useCommandQuery } from '../../client/queries.ts';

/** Whether the first screen is the welcome: nothing has been set up yet. `null` until core has said. */
export function useWelcome(): 'welcome' | 'workspace' | null {
  const status = useCommandQuery('workspace.status', {});
  if (status.data) return status.data.empty ? 'welcome' : 'workspace';
  return status.error ? 'workspace' : null;
}
