import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useCallback } from 'react';
import { useAction } from '../../app/actions.tsx';

export type Sidebar = { shown: boolean; toggle: () => void };

/** Whether the connection list is shown beside a tab: as the person left it, closed at first where the window is narrow. */
export function useSidebar(): Sidebar {
  const narrow = useMediaQuery('(max-width: 1080px)', window.innerWidth <= 1080) ?? false;
  const [choice, setChoice] = useLocalStorage<'open' | 'closed' | 'auto'>({
    key: 'countersign.sidebar',
    defaultValue: 'auto',
    getInitialValueInEffect: false,
  });
  const shown = choice === 'auto' ? !narrow : choice === 'open';
  const toggle = useCallback(() => setChoice(shown ? 'closed' : 'open'), [setChoice, shown]);
  useAction('toggle-sidebar', toggle);
  return { shown, toggle };
}
