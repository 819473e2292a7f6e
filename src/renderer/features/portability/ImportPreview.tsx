import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  TransferAction,
  TransferEntry,
  TransferPreview,
  TransferResult,
} from '../../../protocol/models/data/portability.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { CredentialPicker } from '../credentials/CredentialPicker.tsx';
import { actionOf, type Chosen, choicesOf, countOf, withActionForAll } from './choices.ts';
import { EntryRow } from './EntryRow.tsx';
import classes from './Portability.module.css';

type ForAllProps = { entries: readonly TransferEntry[]; chosen: Chosen; onChange: (chosen: Chosen) => void };

/** One answer for everything that is here in another form. */
export function ForAllClashes({ entries, chosen, onChange }: ForAllProps) {
  const { t } = useTranslation('portability');
  const clashes = entries.filter(({ state }) => state === 'clash');
  if (clashes.length < 2) return null;
  const offered: readonly TransferAction[] = ['skip', 'replace', 'keep-both'];
  return (
    <Group gap="xs" role="group" aria-label={t('clashes', { count: clashes.length })}>
      <Text fz="xs">{t('clashes', { count: clashes.length })}</Text>
      {offered.map((action) => (
        <Button
          key={action}
          size="compact-xs"
          variant="default"
          onClick={() => onChange(withActionForAll(clashes, chosen, action))}
        >
          {t(`actions.${action}`)}
        </Button>
      ))}
    </Group>
  );
}

type Props = { preview: TransferPreview; onDone: (result: TransferResult) => void; onClose: () => void };

/** Everything in the file beside what is here, with a choice for each; imported whole or not at all. */
export function ImportPreview({ preview: { session, entries }, onDone, onClose }: Props) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>({});
  const run = useCommandMutation('portability.import');
  const count = countOf(entries, chosen);
  const submit = async () => {
    const result = await run.mutateAsync({ session, choices: choicesOf(entries, chosen) }).catch(() => null);
    if (result) onDone(result);
  };
  const pick = (ref: string, credentialId: string | null) => {
    const { credentialId: _, ...rest } = chosen[ref] ?? { action: 'add' as const };
    setChosen({ ...chosen, [ref]: credentialId === null ? rest : { ...rest, credentialId } });
  };
  return (
    <Stack gap="sm">
      <Text fz="xs" c="dimmed">
        {t('import.lead')}
      </Text>
      <ForAllClashes entries={entries} chosen={chosen} onChange={setChosen} />
      <div className={classes.entries} data-few={entries.length < 3 || undefined}>
        <VirtualList items={entries} label={t('import.list')} rowHeight={() => 54} itemKey={({ ref }) => ref}>
          {(entry) => (
            <EntryRow entry={entry} chosen={chosen} onChange={setChosen}>
              {entry.wants !== null && actionOf(entry, chosen) !== 'skip' && (
                <div className={classes.wants}>
                  <p className={classes.dim}>{t('import.wants', { name: entry.wants.name })}</p>
                  <CredentialPicker
                    kinds={[entry.wants.kind]}
                    baseUrl={entry.about}
                    environment={entry.wants.environment}
                    value={chosen[entry.ref]?.credentialId ?? null}
                    onChange={(id) => pick(entry.ref, id)}
                  />
                </div>
              )}
            </EntryRow>
          )}
        </VirtualList>
      </div>
      {run.error && <ErrorAlert error={run.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button disabled={count === 0} loading={run.isPending} onClick={() => void submit()}>
          {t('import.run', { count })}
        </Button>
      </Group>
    </Stack>
  );
}
