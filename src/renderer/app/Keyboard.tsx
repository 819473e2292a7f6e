import { useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useCallback, useEffect, useEffectEvent } from 'react';
import { useAppEvents } from '../client/events.tsx';
import { useCommandMutation } from '../client/queries.ts';
import { notifyProblem } from '../ui/notify.ts';
import { useRunAction } from './actions.tsx';
import { useHelp } from './help.tsx';
import { type Command, commandFor } from './keyboard.ts';
import { useNavigation, useNavigator } from './navigation/NavigationProvider.tsx';
import { useUpdateSettings } from './use-stored-theme.ts';

const textFields = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** Does what a key or a line of the palette asks for. */
export function useRunCommand(): (command: Command) => void {
  const runAction = useRunAction();
  const navigation = useNavigation();
  const navigator = useNavigator();
  const { showHelp } = useHelp();
  const lock = useCommandMutation('vault.lock');
  const { colorScheme } = useMantineColorScheme();
  const updateSettings = useUpdateSettings();

  return (command) => {
    switch (command.do) {
      case 'palette':
        return spotlight.toggle();
      case 'help':
        return showHelp();
      case 'lock':
        return lock.mutate({}, { onError: notifyProblem });
      case 'toggle-theme':
        return void updateSettings({ theme: isDark(colorScheme) ? 'light' : 'dark' }).catch(notifyProblem);
      case 'close-tab':
        if (navigation.activeTab) navigator.dispatch({ type: 'close', id: navigation.activeTab });
        return;
      case 'step-tab':
        return navigator.dispatch({ type: 'step', by: command.by });
      case 'tab-number':
        return navigator.dispatch({ type: 'activate-number', number: command.number });
      case 'place':
        return navigator.go(command.place);
      case 'action':
        return void runAction(command.name);
    }
  };
}

function isDark(scheme: 'light' | 'dark' | 'auto'): boolean {
  return scheme === 'auto' ? window.matchMedia('(prefers-color-scheme: dark)').matches : scheme === 'dark';
}

/** Keys of the app that were pressed in the embedded page arrive by event: they are pressed again where the app hears them. */
function useKeysOfThePage(): void {
  useAppEvents(
    useCallback((event) => {
      if (event.type !== 'window.key') return;
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...event.press, bubbles: true, cancelable: true }));
    }, []),
  );
}

/** The keyboard of the whole window. Dialogs keep their own keys: only Escape and the palette work over them. */
export function Keyboard() {
  const run = useRunCommand();
  useKeysOfThePage();
  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const command = commandFor(event, target?.closest(textFields) != null);
    if (!command || (target?.closest('[role="dialog"]') && command.do !== 'palette')) return;
    event.preventDefault();
    event.stopPropagation();
    run(command);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
  return null;
}
