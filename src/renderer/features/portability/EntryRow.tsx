import { NativeSelect } from '@mantine/core';
import { IconFileText, IconKey, IconPlugConnected } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  csvFieldSchema,
  type TransferAction,
  type TransferEntry,
  transferActionSchema,
} from '../../../protocol/models/data/portability.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { actionOf, type Chosen } from './choices.ts';
import classes from './Portability.module.css';

const icons = { credential: IconKey, connection: IconPlugConnected, contract: IconFileText };

type Props = { entry: TransferEntry; chosen: Chosen; onChange: (chosen: Chosen) => void; children?: ReactNode };

/** One thing of a file: what it is, how it stands to what is here, and what is to be done with it. */
export function EntryRow({ entry, chosen, onChange, children }: Props) {
  const { t } = useTranslation('portability');
  const { t: words } = useTranslation('credentials');
  const { ref, what, name, kind, about, state, matches, actions, problem } = entry;
  const Icon = icons[what];
  const action = actionOf(entry, chosen);
  const set = (value: string) => {
    const parsed = transferActionSchema.safeParse(value);
    if (parsed.success) onChange({ ...chosen, [ref]: { ...chosen[ref], action: parsed.data } });
  };
  const field = csvFieldSchema.safeParse(problem?.field?.split('.')[1]).data ?? null;
  const labelOf = (one: TransferAction) => (one === 'skip' && state === 'new' ? t('leaveOut') : t(`actions.${one}`));
  const tone = problem === null ? state : 'problem';
  return (
    <div className={classes.entry} data-skipped={action === 'skip' || undefined}>
      <Icon size={16} stroke={1.6} aria-hidden className={classes.entryIcon} />
      <div className={classes.entryText}>
        <div className={classes.entryName}>
          <span>{name}</span>
          <span className={classes.state} data-tone={tone}>
            {t(`states.${tone}`)}
          </span>
        </div>
        <div className={classes.dim}>
          {kind === null ? t(`what.${what}`) : words(`kinds.${kind}`)}
          {about !== '' && <code className={classes.about}>{about}</code>}
        </div>
        {state === 'clash' &&
          matches.map((match) => (
            <div key={match.id} className={classes.dim}>
              {t(`matches.${match.by.length === 2 ? 'both' : (match.by[0] ?? 'name')}`, { name: match.name })}
            </div>
          ))}
        {problem !== null && (
          <div className={classes.problem}>
            {field === null ? problemText(problem).title : t('wrongField', { field: t(`fields.${field}`) })}{' '}
            {problem.detail}
          </div>
        )}
        {children}
      </div>
      <NativeSelect
        className={classes.action}
        aria-label={t('actionFor', { name })}
        value={action}
        onChange={(event) => set(event.currentTarget.value)}
        disabled={actions.length === 1}
        data={actions.map((one) => ({ value: one, label: labelOf(one) }))}
      />
    </div>
  );
}
