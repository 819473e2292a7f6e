import type { Workspace } from '../context.ts';
import type { KnownRegistration } from './checks/calls/index.ts';

/** The platforms the catcher is registered at as a tool, with the address it tells them to send launches to. */
export function knownRegistrations({ catcher }: Pick<Workspace, 'catcher'>): KnownRegistration[] {
  const { launch } = catcher.state().urls;
  return catcher.registrations.list().map(({ issuer, clientId }) => ({ issuer, clientId, redirectUris: [launch] }));
}
