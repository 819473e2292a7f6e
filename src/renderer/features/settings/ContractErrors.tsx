import { useTranslation } from 'react-i18next';
import type { ContractError } from '../../../protocol/models/contract.ts';
import { excerpt, readablePath } from './contract-file.ts';
import classes from './Settings.module.css';

function Place({ error }: { error: ContractError }) {
  const { t } = useTranslation('settings');
  const { line, column, path } = error;
  return (
    <p className={classes.place}>
      {line !== undefined && (
        <span className={classes.line}>
          {column === undefined ? t('contracts.line', { line }) : t('contracts.lineColumn', { line, column })}
        </span>
      )}
      {path !== '' && <code>{readablePath(path)}</code>}
    </p>
  );
}

type ContractErrorsProps = { errors: readonly ContractError[]; text: string; tone: 'error' | 'warning'; label: string };

/** Where a contract file is wrong: the sentence, the place, and the lines of the file. */
export function ContractErrors({ errors, text, tone, label }: ContractErrorsProps) {
  return (
    <ol className={classes.errors} aria-label={label} data-tone={tone}>
      {errors.map((error) => (
        <li key={`${error.line} ${error.path} ${error.message}`}>
          <p className={classes.message}>{error.message}</p>
          <Place error={error} />
          {error.line !== undefined && (
            <pre className={classes.excerpt}>
              {excerpt(text, error.line).map((line) => (
                <span key={line.number} data-wrong={line.wrong}>
                  <span className={classes.lineNumber}>{line.number}</span>
                  {line.text}
                </span>
              ))}
            </pre>
          )}
        </li>
      ))}
    </ol>
  );
}
