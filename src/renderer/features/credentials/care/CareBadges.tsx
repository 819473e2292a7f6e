import { Tooltip } from '@mantine/core';
import type { CareItem } from '../../../../protocol/models/vault/credential-details.ts';
import classes from './Care.module.css';
import { useCareWords } from './care-text.ts';
import { toneOf } from './tone.ts';

/** One word or two for each thing that is worth knowing of a credential. */
export function CareBadges({ items }: { items: readonly CareItem[] }) {
  const words = useCareWords();
  if (items.length === 0) return null;
  return (
    <span className={classes.badges}>
      {items.map((item) => {
        const { short, long } = words(item);
        return (
          <Tooltip key={item.kind} label={long} disabled={long === ''} multiline maw={340}>
            <span className={classes.badge} data-tone={toneOf(item)}>
              {short}
            </span>
          </Tooltip>
        );
      })}
    </span>
  );
}
