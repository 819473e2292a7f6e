import { useTranslation } from 'react-i18next';
import type { SignatureEvidence } from '../../../../protocol/models/signing.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import classes from '../Doctor.module.css';
import { type BasePart, baseParts, contextOf, partAt } from './base-string.ts';

/** Some hundred parameters are read; of more, those around the difference. */
const maxParts = 300;

function Around({ label, text, index }: { label: string; text: string; index: number }) {
  const { t } = useTranslation('doctor');
  const { before, mark, after } = contextOf(text, index);
  return (
    <div className={classes.around}>
      <dt>{label}</dt>
      <dd>
        {before}
        <mark className={classes.mark} title={t('evidence.differs')}>
          {mark === '' ? '∎' : mark}
        </mark>
        {after}
      </dd>
    </div>
  );
}

function PartText({ text, part, index }: { text: string; part: BasePart; index: number | null }) {
  const { t } = useTranslation('doctor');
  const own = text.slice(part.start, part.end);
  if (index === null || index < part.start || index >= part.end) return own;
  const at = index - part.start;
  return (
    <>
      {own.slice(0, at)}
      <mark className={classes.mark} title={t('evidence.differs')}>
        {own.slice(at, at + 1)}
      </mark>
      {own.slice(at + 1)}
    </>
  );
}

function Whole({
  label,
  copyLabel,
  text,
  index,
}: {
  label: string;
  copyLabel: string;
  text: string;
  index: number | null;
}) {
  const { t } = useTranslation('doctor');
  const parts = baseParts(text);
  const at = index === null ? 0 : parts.findIndex(({ end }) => index < end);
  const from = Math.max(0, Math.min(at - maxParts / 2, parts.length - maxParts));
  const shown = parts.slice(from, from + maxParts);
  return (
    <section className={classes.whole} aria-label={label}>
      <h5>
        {label}
        <CopyButton text={text} label={copyLabel} />
      </h5>
      <table className={classes.base}>
        <tbody>
          {shown.map((part) => (
            <tr key={part.start} data-differs={(index !== null && partAt(parts, index) === part) || undefined}>
              <th scope="row">{part.kind === 'parameter' ? part.name : t(`evidence.part.${part.kind}`)}</th>
              <td>
                <PartText text={text} part={part} index={index} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {parts.length > shown.length && <p>{t('parts.more', { count: parts.length - shown.length })}</p>}
    </section>
  );
}

/** Both base strings with the first character in which they differ, in words, in context and in full. */
export function Evidence({ evidence }: { evidence: SignatureEvidence }) {
  const { t, i18n } = useTranslation('doctor');
  const { expectedBaseString: should, reproducedBaseString: was, firstDifference: index } = evidence;
  if (index === null) return <p className={classes.note}>{t('evidence.same')}</p>;
  const part = partAt(baseParts(should), index);
  const partName = t(`evidence.part.${part?.kind ?? 'end'}`, { name: part?.name ?? '' });
  const number = (value: number) => value.toLocaleString(i18n.language);
  const character = (text: string) => text.slice(index, index + 1) || t('evidence.end');
  return (
    <div className={classes.evidence}>
      <p>
        {t('evidence.difference', { position: number(index + 1), length: number(should.length), part: partName })}{' '}
        {t('evidence.differenceText', { expected: character(should), actual: character(was) })}
      </p>
      <dl className={classes.context}>
        <Around label={t('evidence.should')} text={should} index={index} />
        <Around label={t('evidence.was')} text={was} index={index} />
      </dl>
      <details>
        <summary>{t('evidence.full')}</summary>
        <Whole label={t('evidence.should')} copyLabel={t('evidence.copyShould')} text={should} index={index} />
        <Whole label={t('evidence.was')} copyLabel={t('evidence.copyWas')} text={was} index={index} />
      </details>
    </div>
  );
}
