import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Bundle, MadeBundle } from '../../../protocol/models/data/bundle.ts';
import { formatBytes } from '../../ui/format.ts';
import classes from './Bundle.module.css';

function Found({ found }: { found: Bundle['personal']['found'] }) {
  const { t } = useTranslation('bundle');
  if (found.length === 0) return null;
  return (
    <div className={classes.table}>
      <Table fz="xs" verticalSpacing={3} aria-label={t('foundTable')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.field')}</Table.Th>
            <Table.Th>{t('columns.standIn')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.map(({ field, standIn }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field may hold several values
            <Table.Tr key={index}>
              <Table.Td>
                <code>{field}</code>
              </Table.Td>
              <Table.Td>{standIn === null ? t('kept') : <code>{standIn}</code>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** What is in the finished file, before it is saved. */
export function Preview({ made, making }: { made: MadeBundle | null; making: boolean }) {
  const { t } = useTranslation('bundle');
  return (
    <section className={classes.preview} aria-label={t('preview')} aria-busy={making}>
      <h3>{t('preview')}</h3>
      {made === null ? (
        <p>{t('making')}</p>
      ) : (
        <>
          <p>{made.bundle.conclusion.headline}</p>
          <ul>
            <li>{t('points', { count: made.bundle.conclusion.points.length })}</li>
            <li>{t(`signature.${made.bundle.signature?.verdict ?? 'none'}`)}</li>
            {made.bundle.responses.length > 0 && <li>{t('hops', { count: made.bundle.responses.length })}</li>}
            {made.bundle.findings.length > 0 && <li>{t('findings', { count: made.bundle.findings.length })}</li>}
            <li>{t('found', { count: made.bundle.personal.found.length })}</li>
            <li>{t('searched', { count: made.searched })}</li>
            <li>{t(`reverify.${made.bundle.reverify.state}`)}</li>
          </ul>
          {made.bundle.reverify.state === 'left-out' && <p className={classes.note}>{made.bundle.reverify.detail}</p>}
          <Found found={made.bundle.personal.found} />
          <p className={classes.note}>
            {made.fileName}, {formatBytes(new Blob([made.html]).size)}
          </p>
        </>
      )}
    </section>
  );
}
