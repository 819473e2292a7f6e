import { ActionIcon } from '@mantine/core';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../app/actions.tsx';
import { useMaximised } from '../../../app/maximised.tsx';

/** What Escape means something else in. */
const ownEscape =
  '[role="dialog"], [role="listbox"], [aria-expanded="true"][aria-haspopup], input:not([type="radio"], [type="checkbox"]), textarea';

/** Gives the result the whole width and takes it back, by the button, the keyboard or Escape. */
export function MaximiseButton() {
  const { t } = useTranslation('try');
  const { maximised, setMaximised } = useMaximised();
  useAction(
    'maximise-result',
    useCallback(() => setMaximised(!maximised), [maximised, setMaximised]),
  );
  useEffect(() => {
    if (!maximised) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(ownEscape)) return;
      setMaximised(false);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [maximised, setMaximised]);
  const Icon = maximised ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal;
  return (
    <ActionIcon
      aria-label={t('result.maximise')}
      aria-pressed={maximised}
      title={maximised ? t('result.restoreHelp') : t('result.maximiseHelp')}
      onClick={() => setMaximised(!maximised)}
    >
      <Icon size={14} aria-hidden />
    </ActionIcon>
  );
}
