import { useTranslation } from 'react-i18next';
import type { Pairs } from '../../protocol/models/pairs.ts';
import classes from './KeyValueTable.module.css';

type Props = {
  rows: Pairs;
  label: string /** Marks rows by name, such as those a signer added. */;
  marked?: (name: string) => boolean;
};

/** Names and values in their order; duplicates stay duplicates. */
export function KeyValueTable({ rows, label, marked }: Props) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className={classes.none}>{t('table.empty')}</p>;
  return (
    <table className={classes.table} aria-label={label}>
      <tbody>
        {rows.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and rows keep their place
          <tr key={index} data-marked={marked?.(name) || undefined}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
