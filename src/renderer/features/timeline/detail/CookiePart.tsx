import { useTranslation } from 'react-i18next';
import type { CookieAttributes, TimelineCookie, TimelineHop } from '../../../../protocol/models/exchanges/timeline.ts';
import classes from './Detail.module.css';
import { useReasonWords } from './use-reason-words.ts';

/** Attributes as they stand in the line; that SameSite is missing is worth a word, since frames need it. */
function attributeList(attributes: CookieAttributes, noSameSite: string): string[] {
  const { sameSite, secure, httpOnly, partitioned, domain, path, maxAge, expires } = attributes;
  return [
    sameSite === null ? noSameSite : `SameSite=${sameSite}`,
    ...(secure ? ['Secure'] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(partitioned ? ['Partitioned'] : []),
    ...(domain === null ? [] : [`Domain=${domain}`]),
    ...(path === null ? [] : [`Path=${path}`]),
    ...(maxAge === null ? [] : [`Max-Age=${maxAge}`]),
    ...(expires === null ? [] : [`Expires=${expires}`]),
  ];
}

function Outcome({ cookie }: { cookie: TimelineCookie }) {
  const { t } = useTranslation('timeline');
  const reasonWords = useReasonWords();
  const numbers = (hops: readonly number[]) => hops.map((index) => index + 1).join(', ');
  const { outcome, blocked, why, sentOn, withheldOn, missingOn } = cookie;
  return (
    <>
      <strong data-outcome={outcome}>{t(`cookies.${outcome}`)}</strong>
      {outcome === 'blocked' && <p>{reasonWords(blocked, why)}</p>}
      {sentOn.length > 0 && <p>{t('cookies.sent', { hops: numbers(sentOn) })}</p>}
      {withheldOn.map((held) => (
        <p key={held.hop}>{t('cookies.withheld', { hops: held.hop + 1, why: held.why })}</p>
      ))}
      {outcome === 'stored' && missingOn.length > 0 && <p>{t('cookies.missing', { hops: numbers(missingOn) })}</p>}
    </>
  );
}

function CookieTable({ cookies }: { cookies: readonly TimelineCookie[] }) {
  const { t } = useTranslation('timeline');
  return (
    <table className={classes.table} aria-label={t('detail.cookiesSet')}>
      <thead>
        <tr>
          <th scope="col">{t('cookies.name')}</th>
          <th scope="col">{t('cookies.attributes')}</th>
          <th scope="col">{t('cookies.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {cookies.map((cookie, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may be set twice, and rows keep their place
          <tr key={index}>
            <th scope="row" title={cookie.line}>
              {cookie.name}
            </th>
            <td>
              {attributeList(cookie.attributes, t('cookies.sameSiteMissing')).map((attribute) => (
                <code key={attribute}>{attribute}</code>
              ))}
            </td>
            <td>
              <Outcome cookie={cookie} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CookiePartProps = { hop: TimelineHop; cookies: readonly TimelineCookie[] };

/** The cookies a hop set, each with its attributes and what became of it; those that came along, and those held back. */
export function CookiePart({ hop, cookies }: CookiePartProps) {
  const { t } = useTranslation('timeline');
  const set = cookies.filter((cookie) => cookie.hop === hop.index);
  const reasons = new Map(
    cookies.flatMap(({ name, withheldOn }) =>
      withheldOn.filter((held) => held.hop === hop.index).map(({ why }) => [name, why] as const),
    ),
  );
  return (
    <>
      {set.length > 0 && (
        <>
          <h4>{t('detail.cookiesSet')}</h4>
          <CookieTable cookies={set} />
        </>
      )}
      <h4>{t('detail.cookiesSent')}</h4>
      <p className={classes.code}>
        {hop.cookiesSent === null ? t('detail.unseen') : hop.cookiesSent.join(', ') || t('detail.none')}
      </p>
      {hop.cookiesWithheld.length > 0 && (
        <>
          <h4>{t('detail.cookiesWithheld')}</h4>
          <ul className={classes.list}>
            {hop.cookiesWithheld.map((name) => (
              <li key={name}>
                <code>{name}</code> {reasons.get(name)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
