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

function Excerpt({ text, line }: { text: string; line: number | undefined }) {
  const lines = excerpt(text, line);
  if (lines.length === 0) return null;
  return (
    <pre className={classes.excerpt}>
      {lines.map((one) => (
        <span key={one.number} data-wrong={one.wrong}>
          <span className={classes.lineNumber}>{one.number}</span>
          {one.text}
        </span>
      ))}
    </pre>
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
          <Excerpt text={text} line={error.line} />
        </li>
      ))}
    </ol>
  );
}
