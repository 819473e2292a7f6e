import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';

/** Things the keyboard and the palette ask of whatever screen is in front. */
export const actionNames = [
  'send',
  'cancel-run',
  'find-connection',
  'find-field',
  'toggle-sidebar',
  'new-connection',
  'result-signed',
  'result-launch',
  'result-response',
  'result-verdict',
  'maximise-result',
  'undo-delete',
] as const;
export type ActionName = (typeof actionNames)[number];

type Handlers = Map<ActionName, (() => void)[]>;

const ActionsContext = createContext<Handlers | null>(null);

export function ActionsProvider({ children }: { children: ReactNode }) {
  const [handlers] = useState<Handlers>(() => new Map());
  return <ActionsContext value={handlers}>{children}</ActionsContext>;
}

/** Answers to an action while the component is shown; the one shown last wins. `null` leaves the action to others. */
export function useAction(name: ActionName, handler: (() => void) | null): void {
  const handlers = useContext(ActionsContext);
  useEffect(() => {
    if (!handlers || !handler) return;
    handlers.set(name, [...(handlers.get(name) ?? []), handler]);
    return () => {
      handlers.set(
        name,
        (handlers.get(name) ?? []).filter((one) => one !== handler),
      );
    };
  }, [handlers, name, handler]);
}

type FindAction = 'find-connection' | 'find-field';

/** A search field the actions lead to, with what is in it selected: to be given to the field as its `ref`. */
export function useFindAction(name: FindAction, second: FindAction = name): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  const select = useCallback(() => input.current?.select(), []);
  useAction(name, select);
  useAction(second, second === name ? null : select);
  return input;
}

/** Runs an action; answers false when nothing on the screen knows it. */
export function useRunAction(): (name: ActionName) => boolean {
  const handlers = useContext(ActionsContext);
  return (name) => {
    const handler = handlers?.get(name)?.at(-1);
    handler?.();
    return handler !== undefined;
  };
}
