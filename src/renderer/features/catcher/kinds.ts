import type { CaptureKind } from '../../../protocol/models/lti/catcher.ts';

/** Keys of texts hold no dots. */
export const kindKeys = {
  'launch-1.x': 'launch-1_x',
  'launch-1.3': 'launch-1_3',
  login: 'login',
  error: 'error',
  other: 'other',
} as const satisfies Record<CaptureKind, string>;
