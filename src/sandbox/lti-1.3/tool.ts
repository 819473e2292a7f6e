import type { KeySets } from './key-set.ts';
import { createKeySets } from './key-set.ts';
import type { Logins } from './logins.ts';
import { createLogins } from './logins.ts';
import type { Platforms } from './platforms.ts';
import { createPlatforms } from './platforms.ts';
import type { ToolKey } from './tool-key.ts';
import { lazyToolKey } from './tool-key.ts';

/** What a tool of LTI 1.3 keeps. Registrations and its own key outlast a reset. */
export interface AdvantageTool {
  readonly platforms: Platforms;
  readonly logins: Logins;
  readonly keySets: KeySets;
  readonly key: () => Promise<ToolKey>;
  /** Forgets logins and what it knows of platforms' keys. */
  reset(): void;
}

export function createAdvantageTool(): AdvantageTool {
  const logins = createLogins();
  const keySets = createKeySets();
  return {
    platforms: createPlatforms(),
    logins,
    keySets,
    key: lazyToolKey(),
    reset() {
      logins.clear();
      keySets.clear();
    },
  };
}
