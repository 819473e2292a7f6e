import type { CommandName } from './index.ts';

const ofMain: readonly CommandName[] = [
  'vault.presence',
  'credentials.copy',
  'portability.openCsv',
  'portability.exportClear',
];
const withGesture: readonly CommandName[] = ['credentials.reveal', 'portability.exportVault'];

/** Commands only main may give: it does not pass them on for a window. */
export const mainOnly: ReadonlySet<string> = new Set(ofMain);
/** Commands main passes on only when a person has just pressed a key or a button in the window. */
export const onGesture: ReadonlySet<string> = new Set(withGesture);
