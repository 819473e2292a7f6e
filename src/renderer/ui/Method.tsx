import { useTranslation } from 'react-i18next';
import classes from './Method.module.css';

/** HTTP method in its own colour; a launch is marked as such. */
export function Method({ method, launch = false }: { method: string; launch?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.method} data-method={launch ? 'LAUNCH' : method.toUpperCase()}>
      {launch ? t('launch') : method.toUpperCase()}
    </span>
  );
}
