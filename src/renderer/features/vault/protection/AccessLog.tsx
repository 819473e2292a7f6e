import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../../client/queries.ts';
import { formatMoment } from '../../../ui/format.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import classes from '../Vault.module.css';

const shownEntries = 100;

/** Who had which secret, how and when, of one credential or of all; never the value. */
export function AccessLog({ credentialId }: { credentialId?: string }) {
  const { t, i18n } = useTranslation('vault');
  const log = useCommandQuery('vault.log', {
    limit: shownEntries,
    ...(credentialId === undefined ? {} : { credentialId }),
  });
  if (log.error) return <ErrorAlert error={log.error} />;
  if (!log.data) return null;
  if (log.data.length === 0) return <p className={classes.note}>{t('log.none')}</p>;
  return (
    <Table.ScrollContainer minWidth={360}>
      <Table aria-label={t('log.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('log.when')}</Table.Th>
            <Table.Th>{t('log.who')}</Table.Th>
            <Table.Th>{t('log.how')}</Table.Th>
            <Table.Th>{t('log.what')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {log.data.map((entry) => (
            <Table.Tr key={entry.seq}>
              <Table.Td>{formatMoment(entry.at, i18n.language)}</Table.Td>
              <Table.Td>{entry.user || entry.actor}</Table.Td>
              <Table.Td>{entry.action}</Table.Td>
              <Table.Td>
                {entry.credentialName} · {entry.part}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
