import { useTranslation } from 'react-i18next';
import type { Field } from '../../../../protocol/models/contract.ts';
import { fieldKey } from './form-state.ts';
import classes from './OperationForm.module.css';

/** What the signer adds: to be read, not filled in. */
export function SignerFields({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation('try');
  return (
    <>
      <p className={classes.help}>{t('form.signerHelp')}</p>
      <dl className={classes.signerList}>
        {fields.map((field) => (
          <div key={fieldKey(field)} className={classes.signerRow}>
            <dt>{field.name}</dt>
            <dd>{field.description}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
