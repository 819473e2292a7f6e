/** What kind of page a web contents shows. Everything neither registered as the app's window nor as a launch view is a stranger. */
export type ContentsKind = 'app' | 'launch' | 'stranger';

/** Who may speak for the app: the exact origin its pages have, and the web contents main itself made for them. */
export type Trust = {
  readonly origin: string;
  register(contentsId: number, kind: 'app' | 'launch'): void;
  forget(contentsId: number): void;
  kindOf(contentsId: number): ContentsKind;
};

export function createTrust(origin: string): Trust {
  const kinds = new Map<number, 'app' | 'launch'>();
  return {
    origin,
    register: (contentsId, kind) => {
      kinds.set(contentsId, kind);
    },
    forget: (contentsId) => {
      kinds.delete(contentsId);
    },
    kindOf: (contentsId) => kinds.get(contentsId) ?? 'stranger',
  };
}
