import { z } from 'zod';

export const placeSchema = z.enum(['connections', 'doctor', 'credentials', 'history', 'sandbox', 'settings']);
export type Place = z.infer<typeof placeSchema>;

export const tabViewSchema = z.enum(['try', 'flow', 'suite', 'setup', 'history']);
export type TabView = z.infer<typeof tabViewSchema>;

/** One open operation of one connection. Ids only: tabs are kept across restarts, values are not. */
export const tabSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  /** `null` until the contract is known: its first operation is shown. */
  operationId: z.string().nullable(),
  view: tabViewSchema,
  /** The exchange shown beside the form. */
  exchangeId: z.string().nullable(),
});
export type Tab = z.infer<typeof tabSchema>;

export const navigationSchema = z.strictObject({
  place: placeSchema,
  tabs: z.array(tabSchema).max(50),
  /** `null` shows the list of all connections. */
  activeTab: z.string().nullable(),
});
export type Navigation = z.infer<typeof navigationSchema>;

export const atHome: Navigation = { place: 'connections', tabs: [], activeTab: null };

export type NavigationAction =
  | { type: 'go'; place: Place }
  | { type: 'home' }
  | {
      type: 'open';
      newId: string;
      connectionId: string;
      operationId?: string | undefined;
      view?: TabView | undefined;
      exchangeId?: string | undefined;
    }
  | { type: 'close'; id: string }
  | { type: 'activate'; id: string }
  | { type: 'activate-number'; number: number }
  | { type: 'step'; by: 1 | -1 }
  | { type: 'set-operation'; id: string; operationId: string }
  | { type: 'set-view'; id: string; view: TabView }
  | { type: 'set-exchange'; id: string; exchangeId: string | null }
  | { type: 'drop-connection'; connectionId: string };

type OpenAction = Extract<NavigationAction, { type: 'open' }>;

function open(state: Navigation, action: OpenAction): Navigation {
  const matches = (tab: Tab) =>
    tab.connectionId === action.connectionId &&
    (action.operationId === undefined || tab.operationId === action.operationId || tab.operationId === null);
  const active = state.tabs.find((tab) => tab.id === state.activeTab);
  const found = active && matches(active) ? active : state.tabs.find(matches);
  const base: Tab = found ?? {
    id: action.newId,
    connectionId: action.connectionId,
    operationId: null,
    view: 'try',
    exchangeId: null,
  };
  const tab: Tab = {
    ...base,
    operationId: action.operationId ?? base.operationId,
    view: action.view ?? (found ? base.view : 'try'),
    exchangeId: action.exchangeId ?? base.exchangeId,
  };
  const tabs = found ? state.tabs.map((one) => (one === found ? tab : one)) : [...state.tabs, tab];
  return { place: 'connections', tabs, activeTab: tab.id };
}

function close(state: Navigation, id: string): Navigation {
  const at = state.tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return state;
  const tabs = state.tabs.filter((tab) => tab.id !== id);
  if (state.activeTab !== id) return { ...state, tabs };
  return { ...state, tabs, activeTab: (tabs[at] ?? tabs[at - 1])?.id ?? null };
}

/** Home counts as the first of the ring, so that stepping always leads somewhere. */
function step(state: Navigation, by: 1 | -1): Navigation {
  const ring = [null, ...state.tabs.map((tab) => tab.id)];
  const at = ring.indexOf(state.activeTab);
  const next = ring[(at + by + ring.length) % ring.length] ?? null;
  return { ...state, place: 'connections', activeTab: next };
}

function change(state: Navigation, id: string, part: Partial<Tab>): Navigation {
  return { ...state, tabs: state.tabs.map((tab) => (tab.id === id ? { ...tab, ...part } : tab)) };
}

/** A tab shows one operation; another tab that already shows it is brought forward instead of doubling it. */
function setOperation(state: Navigation, id: string, operationId: string): Navigation {
  const tab = state.tabs.find((one) => one.id === id);
  if (!tab || tab.operationId === operationId) return state;
  const twin = state.tabs.find((one) => one.connectionId === tab.connectionId && one.operationId === operationId);
  if (twin) return { ...state, activeTab: twin.id };
  return change(state, id, { operationId, exchangeId: null });
}

/** Where the person is, after what they did. */
export function navigate(state: Navigation, action: NavigationAction): Navigation {
  switch (action.type) {
    case 'go':
      return { ...state, place: action.place };
    case 'home':
      return { ...state, place: 'connections', activeTab: null };
    case 'open':
      return open(state, action);
    case 'close':
      return close(state, action.id);
    case 'activate':
      return state.tabs.some((tab) => tab.id === action.id)
        ? { ...state, place: 'connections', activeTab: action.id }
        : state;
    case 'activate-number': {
      const tab = action.number === 9 ? state.tabs.at(-1) : state.tabs[action.number - 1];
      return tab ? { ...state, place: 'connections', activeTab: tab.id } : state;
    }
    case 'step':
      return step(state, action.by);
    case 'set-operation':
      return setOperation(state, action.id, action.operationId);
    case 'set-view':
      return change(state, action.id, { view: action.view });
    case 'set-exchange':
      return change(state, action.id, { exchangeId: action.exchangeId });
    case 'drop-connection':
      return state.tabs
        .filter((tab) => tab.connectionId === action.connectionId)
        .reduce((kept, tab) => close(kept, tab.id), state);
  }
}
