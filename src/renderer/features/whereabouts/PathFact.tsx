import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/CopyButton.tsx';
import classes from '../settings/Settings.module.css';

/** A path that can be copied; `what` names it. */
export function PathFact({ path, what }: { path: string; what: string }) {
  const { t } = useTranslation('whereabouts');
  return (
    <span className={classes.path}>
      <code>{path}</code>
      <CopyButton text={path} label={t('folder.copy', { what })} />
    </span>
  );
}
