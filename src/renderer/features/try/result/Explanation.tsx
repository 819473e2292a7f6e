import { useTranslation } from 'react-i18next';
import type { SigningExplanation, SigningStep } from '../../../../protocol/models/signing.ts';
import { CodeBlock } from '../../../ui/CodeBlock.tsx';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import classes from './Result.module.css';

function Encoded({ raw, encoded }: { raw: string; encoded: string }) {
  return <span className={raw === encoded ? undefined : classes.changed}>{encoded}</span>;
}

function Rows({ rows, label }: { rows: NonNullable<SigningStep['rows']>; label: string }) {
  const { t } = useTranslation('try');
  const { t: common } = useTranslation();
  return (
    <div className={classes.rows}>
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('signed.origin')}</th>
            <th scope="col">{common('table.name')}</th>
            <th scope="col">{common('table.value')}</th>
            <th scope="col">{t('signed.encodedValue')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parameters repeat, and rows keep their place
            <tr key={index}>
              <td>
                <span className={classes.origin} data-origin={row.origin}>
                  {t(`signed.origins.${row.origin}`)}
                </span>
              </td>
              <td>
                {row.name}
                {row.encodedName !== row.name && (
                  <>
                    {' → '}
                    <Encoded raw={row.name} encoded={row.encodedName} />
                  </>
                )}
              </td>
              <td>{row.value}</td>
              <td>
                <Encoded raw={row.value} encoded={row.encodedValue} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Step({ step, number }: { step: SigningStep; number: number }) {
  const { t } = useTranslation('try');
  return (
    <li className={classes.step}>
      <span className={classes.stepNumber} aria-hidden>
        {number}
      </span>
      <div>
        <h3 className={classes.stepTitle}>{step.title}</h3>
        <p className={classes.stepDetail}>
          {step.detail} {step.rule && <span className={classes.rule}>{t('signed.rule', { rule: step.rule })}</span>}
        </p>
        {step.rows && step.rows.length > 0 && <Rows rows={step.rows} label={step.title} />}
        {step.result !== undefined && (
          <CodeBlock text={step.result} label={step.title} copyLabel={t('signed.copyResult', { number })} />
        )}
      </div>
    </li>
  );
}

/** The signature step by step, so that a person can follow it with pen and paper. */
export function Explanation({ explanation }: { explanation: SigningExplanation }) {
  const { t } = useTranslation('try');
  const told = explanation.steps.some((step) => step.result === explanation.baseString);
  return (
    <>
      <KeyValueTable
        label={t('signed.signature')}
        rows={[
          [t('signed.method'), explanation.signatureMethod],
          [t('signed.key'), explanation.maskedKey],
          [t('signed.signature'), explanation.signature],
        ]}
      />
      {!told && (
        <>
          <h3 className={classes.heading}>{t('signed.baseString')}</h3>
          <CodeBlock
            text={explanation.baseString}
            label={t('signed.baseString')}
            copyLabel={t('signed.copyBaseString')}
          />
        </>
      )}
      <ol className={classes.steps} style={{ marginTop: 14 }}>
        {explanation.steps.map((step, index) => (
          <Step key={step.id} step={step} number={index + 1} />
        ))}
      </ol>
    </>
  );
}
