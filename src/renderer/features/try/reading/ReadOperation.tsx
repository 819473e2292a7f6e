import { Alert, Button, Group } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contract, Operation, Source } from '../../../../protocol/models/contract.ts';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import type { Tab } from '../../../app/navigation/tabs.ts';
import { OperationPicker } from '../run/OperationPicker.tsx';
import classes from './ReadOperation.module.css';

function SourceLine({ source }: { source: Source | undefined }) {
  const { t: common } = useTranslation();
  if (!source) return null;
  const key = source.kind === 'stated' ? 'source.statedIn' : 'source.inferredFrom';
  return (
    <span className={classes.source}>
      {common(key, { document: source.document })}
      {source.note && ` – ${source.note}`}
    </span>
  );
}

function Fields({ operation }: { operation: Operation }) {
  const { t } = useTranslation('try');
  return (
    <table className={classes.table} aria-label={t('reading.fields')}>
      <thead>
        <tr>
          <th scope="col">{t('reading.field')}</th>
          <th scope="col">{t('reading.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {operation.fields.map((field) => (
          <tr key={`${field.in} ${field.name}`}>
            <th scope="row">
              <code>{field.name}</code>
              <span className={classes.source}>
                {t(`reading.in.${field.in}`)}
                {field.required && ` · ${t('form.isRequired')}`}
              </span>
            </th>
            <td>
              {field.description}
              <SourceLine source={field.source} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Responses({ operation }: { operation: Operation }) {
  const { t } = useTranslation('try');
  return (
    <table className={classes.table} aria-label={t('reading.responses')}>
      <thead>
        <tr>
          <th scope="col">{t('reading.status')}</th>
          <th scope="col">{t('reading.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {operation.responses.map((response) => (
          <tr key={response.status}>
            <th scope="row">
              <code>{response.status}</code>
            </th>
            <td>
              {response.description}
              <SourceLine source={response.source} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ReadOperationProps = { tab: Tab; contract: Contract; operation: Operation };

/** An operation that is documented and cannot be sent from here: what it says, and what to use instead. */
export function ReadOperation({ tab, contract, operation }: ReadOperationProps) {
  const { t } = useTranslation('try');
  const { dispatch, go } = useNavigator();
  const instead = contract.operations.find(({ kind }) => kind === 'launch');
  return (
    <section className={classes.page} aria-label={operation.title}>
      <Group className={classes.picker}>
        <OperationPicker tab={tab} contract={contract} operation={operation} />
      </Group>
      <h2 className={classes.title}>{operation.title}</h2>
      <p className={classes.address}>
        <code>
          {operation.method} {operation.path}
        </code>
      </p>
      <Alert
        icon={<IconInfoCircle aria-hidden />}
        title={t('reading.title', { version: operation.lti?.version ?? '' })}
      >
        <p className={classes.text}>
          {instead ? t('reading.textInstead', { title: instead.title }) : t('reading.text')}
        </p>
        <Group gap="xs">
          {instead && (
            <Button
              size="compact-sm"
              onClick={() => dispatch({ type: 'set-operation', id: tab.id, operationId: instead.id })}
            >
              {t('reading.openInstead', { title: instead.title })}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => go('doctor')}>
            {t('reading.openDoctor')}
          </Button>
        </Group>
      </Alert>
      <p className={classes.description}>{operation.description}</p>
      <SourceLine source={operation.source} />
      <h3 className={classes.heading}>{t('reading.fields')}</h3>
      <Fields operation={operation} />
      <h3 className={classes.heading}>{t('reading.responses')}</h3>
      <Responses operation={operation} />
    </section>
  );
}
