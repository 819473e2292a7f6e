import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../../client/queries.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import classes from './CheckList.module.css';

/** All checks of the doctor: what each looks at, when it can speak, and how grave its findings can be. */
export function CheckList() {
  const { t } = useTranslation('doctor');
  const { data = [], error } = useCommandQuery('diagnosis.checks', {});
  return (
    <>
      <Text fz="sm">{t('register.lead')}</Text>
      {error && <ErrorAlert error={error} />}
      <Table className={classes.table ?? ''} aria-label={t('register.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('register.id')}</Table.Th>
            <Table.Th>{t('register.looksAt')}</Table.Th>
            <Table.Th>{t('register.when')}</Table.Th>
            <Table.Th>{t('register.severities')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map(({ id, title, phases, severities }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{id}</Table.Th>
              <Table.Td>{title}</Table.Td>
              <Table.Td>{phases.map((phase) => t(`register.phase.${phase}`)).join(', ')}</Table.Td>
              <Table.Td>{severities.map((severity) => t(`severity.${severity}`)).join(', ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
