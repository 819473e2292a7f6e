import { createContext, type Dispatch, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import { loadNavigation, saveNavigation } from './storage.ts';
import { type Navigation, type NavigationAction, navigate, type Place, type Tab, type TabView } from './tabs.ts';

const StateContext = createContext<Navigation | null>(null);
const DispatchContext = createContext<Dispatch<NavigationAction> | null>(null);

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(navigate, window.localStorage, loadNavigation);
  useEffect(() => saveNavigation(window.localStorage, state), [state]);
  return (
    <StateContext value={state}>
      <DispatchContext value={dispatch}>{children}</DispatchContext>
    </StateContext>
  );
}

/** Where the person is. */
export function useNavigation(): Navigation {
  const state = useContext(StateContext);
  if (!state) throw new Error('useNavigation needs a NavigationProvider around it');
  return state;
}

/** The tab in front, if a connection is shown. */
export function useActiveTab(): Tab | null {
  const { place, tabs, activeTab } = useNavigation();
  return place === 'connections' ? (tabs.find((tab) => tab.id === activeTab) ?? null) : null;
}

export type OpenTarget = {
  connectionId: string;
  operationId?: string | undefined;
  view?: TabView | undefined;
  /** Shows this exchange and its form. */
  exchangeId?: string | undefined;
};

export type Navigator = {
  go(place: Place): void;
  home(): void;
  open(target: OpenTarget): void;
  dispatch: Dispatch<NavigationAction>;
};

/** How to get somewhere else. */
export function useNavigator(): Navigator {
  const dispatch = useContext(DispatchContext);
  if (!dispatch) throw new Error('useNavigator needs a NavigationProvider around it');
  return useMemo(
    () => ({
      go: (place) => dispatch({ type: 'go', place }),
      home: () => dispatch({ type: 'home' }),
      open: (target) => dispatch({ type: 'open', newId: crypto.randomUUID(), ...target }),
      dispatch,
    }),
    [dispatch],
  );
}
