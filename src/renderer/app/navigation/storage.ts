import { atHome, type Navigation, navigationSchema } from './tabs.ts';

const key = 'countersign.navigation';

/** What was open when the window closed; home when nothing readable was kept. */
export function loadNavigation(storage: Pick<Storage, 'getItem'>): Navigation {
  try {
    const parsed = navigationSchema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : atHome;
  } catch {
    return atHome;
  }
}

/** Ids only, never a value of a form. */
export function saveNavigation(storage: Pick<Storage, 'setItem'>, state: Navigation): void {
  storage.setItem(key, JSON.stringify(state));
}
