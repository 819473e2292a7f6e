import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvPreview, CsvSettings, TransferResult } from '../../../protocol/models/data/portability.ts';
import { callCommand } from '../../client/bridge.ts';
import { useNewest } from '../../client/newest.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { CsvColumns } from './CsvColumns.tsx';
import { CsvReading } from './CsvReading.tsx';
import { CsvRowDetails } from './CsvRowDetails.tsx';
import { type Chosen, choicesOf, countOf } from './choices.ts';
import { EntryRow } from './EntryRow.tsx';
import { ForAllClashes } from './ImportPreview.tsx';
import { ImportResult } from './ImportResult.tsx';
import classes from './Portability.module.css';

type StepProps = { first: CsvPreview; onDone: (result: TransferResult) => void; onClose: () => void };

/** How the table is read, and what each row becomes. Secrets never get here: of each there is its length. */
function Table({ first, onDone, onClose }: StepProps) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const [preview, setPreview] = useState(first);
  const [settings, setSettings] = useState<CsvSettings>({});
  const [chosen, setChosen] = useState<Chosen>({});
  const read = useCommandMutation('portability.previewCsv');
  const run = useCommandMutation('portability.importCsv');
  const entries = preview.rows.map(({ entry }) => entry);
  const count = countOf(entries, chosen);
  const wrong = entries.filter(({ problem }) => problem !== null).length;
  const newest = useNewest();
  const change = (next: CsvSettings) => {
    setSettings(next);
    newest(read.mutateAsync({ session: preview.session, settings: next }), setPreview, () => setSettings(settings));
  };
  const submit = async () => {
    const input = { session: preview.session, settings, choices: choicesOf(entries, chosen) };
    const result = await run.mutateAsync(input).catch(() => null);
    if (result) onDone(result);
  };
  const error = run.error ?? read.error;
  return (
    <Stack gap="sm">
      {preview.encodingGuessed && (
        <p className={classes.warning} role="note">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{t('csv.guessed')}</span>
        </p>
      )}
      <CsvReading preview={preview} settings={settings} onChange={change} />
      <CsvColumns preview={preview} settings={settings} onChange={change} />
      <Group justify="space-between">
        <Text fz="xs" c={wrong === 0 ? 'dimmed' : 'var(--cs-bad)'} role="status">
          {t('csv.rows', { count: preview.rows.length })}
          {wrong > 0 && ` · ${t('csv.wrong', { count: wrong })}`}
        </Text>
        <ForAllClashes entries={entries} chosen={chosen} onChange={setChosen} />
      </Group>
      <div className={classes.entries} data-few={entries.length < 3 || undefined}>
        <VirtualList items={preview.rows} label={t('csv.list')} rowHeight={() => 60} itemKey={({ entry }) => entry.ref}>
          {(row) => (
            <EntryRow entry={row.entry} chosen={chosen} onChange={setChosen}>
              <CsvRowDetails row={row} />
            </EntryRow>
          )}
        </VirtualList>
      </div>
      {error && <ErrorAlert error={error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button disabled={count === 0 || read.isPending} loading={run.isPending} onClick={() => void submit()}>
          {t('import.run', { count })}
        </Button>
      </Group>
    </Stack>
  );
}

/** A table of credentials on its way into the vault. */
export function CsvDialog({ preview, onClose }: { preview: CsvPreview; onClose: () => void }) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const [result, setResult] = useState<TransferResult | null>(null);
  const close = () => {
    void callCommand('portability.close', {}).catch(() => undefined);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      size={760}
      title={t('import.title', { name: preview.name })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {result ? (
        <ImportResult result={result} onDone={close}>
          <p className={classes.warning} role="note">
            <IconAlertTriangle size={16} aria-hidden />
            <span>{t('csv.deleteFile', { name: preview.name })}</span>
          </p>
        </ImportResult>
      ) : (
        <Table first={preview} onDone={setResult} onClose={close} />
      )}
    </Modal>
  );
}
