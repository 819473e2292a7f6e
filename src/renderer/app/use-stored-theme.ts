import { useMantineColorScheme } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import type { Settings } from '../../protocol/commands/workspace.ts';
import { callHost } from '../client/bridge.ts';
import { useCommandMutation, useCommandQuery } from '../client/queries.ts';

/** Brings window and native frame into the theme that is kept in the settings. */
export function useStoredTheme(): void {
  const settings = useCommandQuery('settings.get', {});
  const { setColorScheme } = useMantineColorScheme();
  const theme = settings.data?.theme;
  useEffect(() => {
    if (!theme) return;
    setColorScheme(theme === 'system' ? 'auto' : theme);
    callHost('host.setTheme', { theme }).catch(() => undefined);
  }, [theme, setColorScheme]);
}

/** Changes settings and shows the change at once. */
export function useUpdateSettings(): (part: Partial<Settings>) => Promise<void> {
  const update = useCommandMutation('settings.update');
  const settings = useCommandQuery('settings.get', {});
  const { mutateAsync } = update;
  const { refetch } = settings;
  return useCallback(
    async (part) => {
      await mutateAsync(part);
      await refetch();
    },
    [mutateAsync, refetch],
  );
}
