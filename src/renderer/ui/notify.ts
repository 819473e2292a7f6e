import { notifications } from '@mantine/notifications';
import { asProblem } from '../client/queries.ts';
import { problemText } from '../i18n/problem-text.ts';

/** Tells of a failure that has no place of its own on the screen. */
export function notifyProblem(error: unknown): void {
  const { title, fix } = problemText(asProblem(error).problem);
  notifications.show({ color: 'red', title, message: fix });
}
