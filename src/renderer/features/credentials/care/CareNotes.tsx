import { IconAlertTriangle } from '@tabler/icons-react';
import { type CareItem, needsCare } from '../../../../protocol/models/vault/credential-details.ts';
import classes from './Care.module.css';
import { useCareWords } from './care-text.ts';
import { toneOf } from './tone.ts';

/** What should be done about a credential, and why. Nothing when there is nothing to do. */
export function CareNotes({ items }: { items: readonly CareItem[] }) {
  const words = useCareWords();
  const wanted = items.filter(needsCare);
  if (wanted.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {wanted.map((item) => {
        const { short, long } = words(item);
        return (
          <li key={item.kind} className={classes.note} data-tone={toneOf(item)}>
            <IconAlertTriangle size={15} aria-hidden />
            <div>
              <strong>{short}</strong>
              <p>{long}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
