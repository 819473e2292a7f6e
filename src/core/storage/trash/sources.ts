import type { TrashKind } from '../../../protocol/models/data/trash.ts';

/** A table rows are kept from: those whose `key` is one of the ids deleted. */
type Source = { table: string; key: string };

/** What else has to be there: the row's `column` names something of `kind`. */
type Need = { table: string; column: string; kind: TrashKind };

type KindOfTrash = {
  /** Parents before children, so that they can be put back in this order. */
  sources: readonly Source[];
  /** Column of the first source that names the thing; `null` where names are sealed. */
  name: string | null;
  needs: readonly Need[];
};

/** Which rows make up each kind of thing. A table added to a thing is added here, or its rows are gone for good. */
export const kindsOfTrash: Readonly<Record<TrashKind, KindOfTrash>> = {
  connection: {
    sources: [
      { table: 'connections', key: 'id' },
      { table: 'form_drafts', key: 'connection_id' },
      { table: 'flow_runs', key: 'connection_id' },
      { table: 'ab_runs', key: 'connection_id' },
      { table: 'suite_runs', key: 'connection_id' },
      { table: 'line_items', key: 'connection_id' },
      { table: 'scores', key: 'connection_id' },
      { table: 'content_items', key: 'connection_id' },
      { table: 'service_calls', key: 'connection_id' },
    ],
    name: 'name',
    needs: [
      { table: 'connections', column: 'credential_id', kind: 'credential' },
      { table: 'connections', column: 'contract_id', kind: 'contract' },
    ],
  },
  credential: {
    sources: [
      { table: 'credentials', key: 'id' },
      { table: 'secrets', key: 'record_id' },
    ],
    name: 'name',
    needs: [],
  },
  exchanges: {
    sources: [
      { table: 'exchanges', key: 'id' },
      { table: 'exchange_bodies', key: 'exchange_id' },
    ],
    name: null,
    needs: [],
  },
  captures: { sources: [{ table: 'captures', key: 'id' }], name: null, needs: [] },
  registration: { sources: [{ table: 'catcher_registrations', key: 'id' }], name: 'name', needs: [] },
  person: { sources: [{ table: 'roster_people', key: 'id' }], name: 'name', needs: [] },
  course: { sources: [{ table: 'roster_courses', key: 'id' }], name: 'name', needs: [] },
  contract: { sources: [{ table: 'user_contracts', key: 'id' }], name: 'id', needs: [] },
};

/** Columns that say where a row is in the file: a row that comes back gets a place of its own. */
export const placeColumns: Readonly<Record<string, string>> = { exchanges: 'seq' };
