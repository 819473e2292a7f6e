import type { CommandName } from '../../protocol/commands/index.ts';
import type { AppEvent } from '../../protocol/events.ts';

export type Stale = {
  command: CommandName;
  /** Only the answer for this exchange. */
  id?: string;
  /** Only answers nothing shows: what is shown follows the event itself. */
  unseen?: true;
};

const unseenLists: Stale = { command: 'exchanges.list', unseen: true };

/** Which answers an event makes stale; `all` when core itself was replaced. */
export function staleAfter(event: AppEvent): Stale[] | 'all' {
  switch (event.type) {
    case 'exchange.changed': {
      const { id } = event.exchange;
      const one: Stale[] = [
        { command: 'exchanges.get', id },
        { command: 'diagnosis.exchange', id },
        { command: 'diagnosis.compare' },
      ];
      const grades: Stale[] = event.exchange.kind === 'launch' ? [{ command: 'grades.list' }] : [];
      // The use of its credential is put on record as it begins, just after the first word of it.
      const begun: Stale[] = event.hops <= 1 ? [{ command: 'credentials.list' }] : [];
      return event.exchange.state === 'running'
        ? [...one, unseenLists, ...grades, ...begun]
        : [
            ...one,
            unseenLists,
            ...grades,
            { command: 'credentials.list' },
            { command: 'connections.list' },
            { command: 'connections.get' },
            { command: 'diagnosis.clocks' },
          ];
    }
    case 'history.changed':
      return [
        { command: 'exchanges.list' },
        { command: 'exchanges.get' },
        { command: 'diagnosis.exchange' },
        { command: 'diagnosis.compare' },
        { command: 'diagnosis.clocks' },
      ];
    case 'vault.changed':
      return [
        { command: 'vault.status' },
        { command: 'vault.log' },
        { command: 'credentials.list' },
        { command: 'diagnosis.credentials' },
        { command: 'credentials.review' },
        { command: 'credentials.care' },
        { command: 'registrations.sheet' },
        { command: 'registrations.export' },
        { command: 'exchanges.preview' },
        { command: 'advantage.message' },
        { command: 'workspace.status' },
        { command: 'flows.prepare' },
        { command: 'diagnosis.exchange' },
      ];
    case 'connections.changed':
      return [
        { command: 'credentials.list' },
        { command: 'diagnosis.credentials' },
        { command: 'credentials.care' },
        { command: 'connections.list' },
        { command: 'connections.get' },
        { command: 'connections.loadForm' },
        { command: 'exchanges.preview' },
        { command: 'advantage.message' },
        { command: 'flows.prepare' },
        { command: 'diagnosis.exchange' },
        { command: 'workspace.status' },
      ];
    case 'contracts.changed':
      return [
        { command: 'contracts.list' },
        { command: 'contracts.get' },
        { command: 'connections.loadForm' },
        { command: 'flows.list' },
        { command: 'flows.prepare' },
        { command: 'exchanges.preview' },
        { command: 'advantage.message' },
      ];
    case 'registration.changed':
      return [{ command: 'registrations.progress', id: event.id }];
    case 'roster.changed':
      return [
        { command: 'roster.list' },
        { command: 'lti.applyPreset' },
        { command: 'lineItems.list' },
        { command: 'exchanges.preview' },
        { command: 'advantage.message' },
      ];
    case 'services.changed':
      return [
        { command: 'serviceCalls.list' },
        // A token is a use of the registration it is issued to.
        { command: 'credentials.list' },
        { command: 'credentials.care' },
        { command: 'serviceCalls.get' },
        { command: 'lineItems.list' },
        { command: 'contentItems.list' },
        // A message names the line item of its link, and the address a link was chosen with.
        { command: 'exchanges.preview' },
        { command: 'advantage.message' },
      ];
    case 'sandbox.changed':
      return [{ command: 'sandbox.status' }, { command: 'sandbox.received' }, { command: 'flows.prepare' }];
    case 'authorities.changed':
      return [{ command: 'authorities.list' }];
    case 'catcher.changed':
      return [
        { command: 'diagnosis.credentials' },
        { command: 'credentials.care' },
        { command: 'catcher.state' },
        { command: 'catcher.captures' },
        { command: 'catcher.capture', unseen: true },
        { command: 'catcher.registrations' },
        { command: 'diagnosis.exchange' },
      ];
    case 'catcher.caught':
      return [
        { command: 'catcher.captures' },
        { command: 'catcher.capture', id: event.capture.id },
        // A launch that is forwarded is signed anew.
        { command: 'credentials.list' },
      ];
    case 'flow.changed':
      return [{ command: 'flows.get', id: event.id }, { command: 'flows.runs' }];
    case 'ab-run.changed':
      return [{ command: 'diagnosis.abResult', id: event.id }];
    case 'suite.changed':
      return [{ command: 'suite.get', id: event.id }, { command: 'suite.list' }];
    case 'vault.rotation':
      return [{ command: 'vault.status' }];
    case 'vault.accessed':
      return [{ command: 'vault.log' }];
    case 'core.restarted':
      return 'all';
    case 'trash.changed':
      // All that hangs on a thing goes and comes back with it, told by no event of its own.
      return event.deleted === null || event.deleted.kind === 'connection' ? 'all' : [{ command: 'trash.list' }];
    case 'backups.changed':
      return [{ command: 'backups.list' }, { command: 'vault.whereabouts' }];
    case 'workspace.replaced':
      return 'all';
    case 'menu.undo-delete':
    case 'exchange.progress':
    case 'diagnosis.progress':
    case 'vault.locked':
    case 'window.key':
    case 'core.failed':
      return [];
  }
}
