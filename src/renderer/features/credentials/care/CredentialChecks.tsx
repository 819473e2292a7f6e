import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import classes from '../Credentials.module.css';

/** What the check of its use says of a credential: old, unused, shared by environments. What needs care is told by notes of its own. */
export function CredentialChecks({ credential }: { credential: Credential }) {
  const { t } = useTranslation('credentials');
  const { data = [] } = useCommandQuery('diagnosis.credentials', { id: credential.id });
  const checks = data.flatMap((one) => one.checks).filter(({ severity }) => severity === 'info');
  if (checks.length === 0) return null;
  return (
    <div>
      <dt>{t('checks')}</dt>
      <dd>
        <ul className={classes.users} aria-label={t('checks')}>
          {checks.map(({ id, title, seen, expected }) => (
            <li key={title}>
              {title} <span className={classes.note}>{`${seen} ${expected} (${id})`}</span>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}
