import {
  ActionIcon,
  Alert,
  Autocomplete,
  Button,
  Fieldset,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconInfoCircle, IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Connection, type ConnectionDraft, environmentSchema } from '../../../protocol/models/connection.ts';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { CredentialPicker } from '../credentials/CredentialPicker.tsx';
import { ConfigurationChecks } from '../doctor/ConfigurationChecks.tsx';
import {
  type ConnectionFormErrors,
  type ConnectionFormState,
  formOf,
  readDraft,
  withContract,
  withSaved,
} from './draft.ts';

type Change = (part: Partial<ConnectionFormState>) => void;

function VariablesEditor({ form, change }: { form: ConnectionFormState; change: Change }) {
  const { t } = useTranslation('connections');
  const rows = form.variables;
  const setRow = (key: number, part: { name?: string; value?: string }) =>
    change({ variables: rows.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  const add = () =>
    change({ variables: [...rows, { key: Math.max(-1, ...rows.map((row) => row.key)) + 1, name: '', value: '' }] });
  return (
    <Fieldset legend={t('form.variables')} p="sm">
      <Text fz="xs" c="dimmed" mb="xs">
        {t('form.variablesHelp')}
      </Text>
      <Stack gap="xs">
        {rows.map((row, index) => (
          <Group key={row.key} gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              ff="monospace"
              aria-label={t('form.variableName', { number: index + 1 })}
              placeholder="exam_id"
              value={row.name}
              onChange={(event) => setRow(row.key, { name: event.currentTarget.value })}
            />
            <TextInput
              flex={2}
              aria-label={t('form.variableValue', { number: index + 1 })}
              value={row.value}
              onChange={(event) => setRow(row.key, { value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t('form.removeVariable', { number: index + 1 })}
              onClick={() => change({ variables: rows.filter((one) => one.key !== row.key) })}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={add}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('form.addVariable')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

/** The contract whose connections are made by registering a tool. */
const registeredContract = 'lti-advantage';

/** A tool of LTI 1.3 has to be registered first: registering it makes the connection as well. */
function RegisterHint({ onRegister }: { onRegister: () => void }) {
  const { t } = useTranslation('connections');
  return (
    <Alert variant="light" title={t('form.registerTitle')} icon={<IconInfoCircle aria-hidden />}>
      <Text fz="xs" mb="xs">
        {t('form.registerText')}
      </Text>
      <Button size="compact-xs" onClick={onRegister}>
        {t('registerTool')}
      </Button>
    </Alert>
  );
}

type FieldsProps = { form: ConnectionFormState; errors: ConnectionFormErrors; change: Change };

/** Operations add their path to a base URL, so it may have none. */
const notForBases = ['CFG-05'];

function SystemFields({ form, errors, change }: FieldsProps) {
  const { t } = useTranslation('connections');
  const contracts: ContractSummary[] = useCommandQuery('contracts.list', {}).data ?? [];
  const contract = contracts.find((one) => one.id === form.contractId) ?? null;
  const choose = (id: string | null) => {
    const next = contracts.find((one) => one.id === id);
    if (next) change(withContract(form, next, contract));
  };
  return (
    <>
      <Select
        label={t('form.contract')}
        description={contract?.description || t('form.contractHelp')}
        data={contracts.map((one) => ({ value: one.id, label: `${one.title} ${one.version}` }))}
        value={form.contractId}
        onChange={choose}
        error={errors.contractId && t('form.invalidContract')}
        required
        searchable
      />
      <Autocomplete
        size="xs"
        label={t('form.baseUrl')}
        description={t('form.baseUrlHelp')}
        data={contract?.servers ?? []}
        value={form.baseUrl}
        onChange={(baseUrl) => change({ baseUrl })}
        error={errors.baseUrl && t('form.invalidUrl')}
        placeholder="https://"
        spellCheck={false}
        required
      />
      <ConfigurationChecks url={form.baseUrl} leaveOut={notForBases} />
      {contract?.credentialKind === 'none' ? (
        <Text fz="xs" c="dimmed">
          {t('form.noCredentialNeeded')}
        </Text>
      ) : (
        <CredentialPicker
          kinds={contract?.credentialKinds ?? []}
          baseUrl={form.baseUrl}
          environment={form.environment}
          value={form.credentialId}
          onChange={(credentialId) => change({ credentialId })}
        />
      )}
    </>
  );
}

export type ConnectionFormProps = {
  connection: Connection | null;
  submitLabel: string;
  pending: boolean;
  error: unknown;
  onSubmit: (draft: ConnectionDraft) => void;
  onCancel?: (() => void) | undefined;
  onRegister?: (() => void) | undefined;
};

/** Everything a connection is made of. */
export function ConnectionForm({
  connection,
  submitLabel,
  pending,
  error,
  onSubmit,
  onCancel,
  onRegister,
}: ConnectionFormProps) {
  const { t } = useTranslation('connections');
  const { t: common } = useTranslation();
  const [form, setForm] = useState(() => formOf(connection));
  const [saved, setSaved] = useState(connection);
  if (connection !== null && saved !== null && connection.updatedAt !== saved.updatedAt) {
    setSaved(connection);
    setForm(withSaved(form, saved, connection));
  }
  const [errors, setErrors] = useState<ConnectionFormErrors>({});
  const change: Change = (part) => {
    setForm((before) => ({ ...before, ...part }));
    setErrors({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(form);
    if (read.ok) onSubmit(read.draft);
    else setErrors(read.errors);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('form.name')}
          placeholder={t('form.namePlaceholder')}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errors.name && t('form.invalidName')}
          required
          data-autofocus
        />
        <SystemFields form={form} errors={errors} change={change} />
        {onRegister && connection === null && form.contractId === registeredContract && (
          <RegisterHint onRegister={onRegister} />
        )}
        <div>
          <Text fz="xs" fw={500} id="connection-environment">
            {t('form.environment')}
          </Text>
          <Text fz="xs" c="dimmed" mb={4}>
            {t('form.environmentHelp')}
          </Text>
          <SegmentedControl
            aria-labelledby="connection-environment"
            data={environmentSchema.options.map((value) => ({ value, label: common(`environment.${value}`) }))}
            value={form.environment}
            onChange={(environment) => change({ environment })}
          />
        </div>
        <VariablesEditor form={form} change={change} />
        <Textarea
          label={t('form.notes')}
          value={form.notes}
          onChange={(event) => change({ notes: event.currentTarget.value })}
          autosize
          minRows={2}
          maxRows={8}
        />
        {error !== null && error !== undefined && <ErrorAlert error={error} />}
        <Group justify="flex-end" gap="sm">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {common('actions.cancel')}
            </Button>
          )}
          <Button type="submit" loading={pending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
