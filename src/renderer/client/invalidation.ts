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
      ];
      const grades: Stale[] = event.exchange.kind === 'launch' ? [{ command: 'grades.list' }] : [];
      return event.exchange.state === 'running'
        ? [...one, unseenLists, ...grades]
        : [
            ...one,
            unseenLists,
            ...grades,
            { command: 'connections.list' },
            { command: 'connections.get' },
            { command: 'diagnosis.clocks' },
          ];
    }
    case 'history.changed':
      return [{ command: 'exchanges.list' }];
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
        { command: 'exchanges.preview' },
        { command: 'advantage.message' },
        { command: 'workspace.status' },
      ];
    case 'contracts.changed':
      return [
        { command: 'contracts.list' },
        { command: 'contracts.get' },
        { command: 'flows.list' },
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
        { command: 'catcher.registrations' },
      ];
    case 'catcher.caught':
      return [{ command: 'catcher.captures' }, { command: 'catcher.capture', id: event.capture.id }];
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
      return [{ command: 'trash.list' }];
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
