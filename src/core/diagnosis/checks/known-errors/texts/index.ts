import type { KnownText } from '../known-text.ts';
import { blackboardTexts, brightspaceTexts } from './blackboard-brightspace.ts';
import { canvasTexts } from './canvas.ts';
import { ltiPhpTexts } from './lti-php.ts';
import { ltijsTexts } from './ltijs.ts';
import { moodleTexts } from './moodle.ts';
import { otherPlatformTexts } from './other-platforms.ts';
import { phpAndPythonTexts } from './php-and-python.ts';

/** All texts that are recognised, by who says them. */
export const knownTexts: readonly KnownText[] = [
  ...moodleTexts,
  ...canvasTexts,
  ...blackboardTexts,
  ...brightspaceTexts,
  ...phpAndPythonTexts,
  ...ltijsTexts,
  ...ltiPhpTexts,
  ...otherPlatformTexts,
];
