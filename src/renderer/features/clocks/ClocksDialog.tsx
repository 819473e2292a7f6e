import { Modal, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClockReport } from '../../../protocol/models/exchanges/timeline.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { formatDuration } from '../../ui/format.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { formatSkew } from './clock-warning.ts';

/** The clocks of all hosts met of late, and how far known peers let a time be off. */
export function ClocksDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('clocks');
  const { t: common } = useTranslation();
  const { data, error } = useCommandQuery('diagnosis.clocks', {});
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('intro')}</Text>
        {error && <ErrorAlert error={error} />}
        {data && (data.hosts.length === 0 ? <Text>{t('none')}</Text> : <Hosts report={data} />)}
        {data && <Windows report={data} />}
      </Stack>
    </Modal>
  );
}

function Hosts({ report: { hosts, summary } }: { report: ClockReport }) {
  const { t } = useTranslation('clocks');
  const against = (skew: number | null, uncertainty: number | null) => {
    if (skew === null) return t('unknown');
    if (Math.abs(skew) <= Math.max(uncertainty ?? 0, 1000)) return t('same');
    const time = formatSkew(skew);
    return skew > 0 ? t('ahead', { time }) : t('behind', { time });
  };
  return (
    <>
      <Text role="status" fw={550}>
        {summary}
      </Text>
      <Table aria-label={t('title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('host')}</Table.Th>
            <Table.Th>{t('skew')}</Table.Th>
            <Table.Th>{t('uncertainty')}</Table.Th>
            <Table.Th>{t('samples')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hosts.map(({ host, skew, uncertainty, samples, detail }) => (
            <Table.Tr key={host} title={detail}>
              <Table.Td>{host}</Table.Td>
              <Table.Td>{against(skew, uncertainty)}</Table.Td>
              <Table.Td>{uncertainty === null ? '' : formatDuration(uncertainty)}</Table.Td>
              <Table.Td>{samples}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Windows({ report: { windows } }: { report: ClockReport }) {
  const { t } = useTranslation('clocks');
  const limit = (seconds: number | null) => (seconds === null ? t('noLimit') : t('seconds', { count: seconds }));
  return (
    <section>
      <Text component="h3" fw={600} size="sm">
        {t('windows')}
      </Text>
      <Table aria-label={t('windows')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('peer')}</Table.Th>
            <Table.Th>{t('past')}</Table.Th>
            <Table.Th>{t('future')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {windows.map(({ peer, past, future, source }) => (
            <Table.Tr key={peer} title={source}>
              <Table.Td>{peer}</Table.Td>
              <Table.Td>{limit(past)}</Table.Td>
              <Table.Td>{limit(future)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
