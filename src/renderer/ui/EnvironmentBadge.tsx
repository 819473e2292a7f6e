import { useTranslation } from 'react-i18next';
import type { Environment } from '../../protocol/models/connection.ts';
import classes from './EnvironmentBadge.module.css';

/** Which kind of system is at the other end. Production is the one that must not be overlooked. */
export function EnvironmentBadge({ environment }: { environment: Environment }) {
  const { t } = useTranslation();
  return (
    <span className={classes.badge} data-environment={environment}>
      {t(`environment.${environment}`)}
    </span>
  );
}
