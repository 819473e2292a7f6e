import { useTranslation } from 'react-i18next';
import type { Pasted, PastedToken } from '../../../../protocol/models/diagnosis.ts';
import { CodeBlock } from '../../../ui/CodeBlock.tsx';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { Method } from '../../../ui/Method.tsx';
import classes from '../Doctor.module.css';
import { meaningKey } from './findings.ts';

/** More parameters than a launch has are counted, not shown. */
const maxRows = 500;
const maxBody = 20_000;

function Parameters({ parameters }: { parameters: Pasted['parameters'] }) {
  const { t } = useTranslation('doctor');
  const meanings: Readonly<Record<string, string>> = t('meanings', { returnObjects: true });
  const meaning = (name: string) => {
    const key = meaningKey(name, meanings);
    return key === null ? '' : (meanings[key] ?? '');
  };
  const shown = parameters.slice(0, maxRows);
  return (
    <section aria-label={t('parts.parameters')}>
      <h4>{t('parts.parameters')}</h4>
      <table className={classes.parameters}>
        <thead>
          <tr>
            <th scope="col">{t('parts.name')}</th>
            <th scope="col">{t('parts.value')}</th>
            <th scope="col" className={classes.where}>
              {t('parts.where')}
            </th>
            <th scope="col">{t('parts.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ origin, name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and rows keep their place
            <tr key={index}>
              <th scope="row">{name}</th>
              <td className={classes.value}>{value}</td>
              <td className={classes.where}>{t(`parts.origin.${origin}`)}</td>
              <td>{meaning(name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {parameters.length > maxRows && <p>{t('parts.more', { count: parameters.length - maxRows })}</p>}
    </section>
  );
}

function Roles({ roles }: { roles: Pasted['roles'] }) {
  const { t } = useTranslation('doctor');
  return (
    <section aria-label={t('parts.roles')}>
      <h4>{t('parts.roles')}</h4>
      <table className={classes.parameters}>
        <thead>
          <tr>
            <th scope="col">{t('parts.role')}</th>
            <th scope="col">{t('parts.roleKind')}</th>
            <th scope="col">{t('parts.roleUrn')}</th>
          </tr>
        </thead>
        <tbody>
          {roles.map(({ text, kind, urn }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: roles may repeat, and rows keep their place
            <tr key={index}>
              <th scope="row">{text}</th>
              <td>{t(`parts.kind.${kind}`)}</td>
              <td className={classes.value}>{urn ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Token({ token }: { token: PastedToken }) {
  const { t } = useTranslation('doctor');
  const json = (data: object) => JSON.stringify(data, null, 2);
  return (
    <section aria-label={t('parts.token')}>
      <h4>{t('parts.token')}</h4>
      <p className={classes.note}>{t(token.signed ? 'parts.tokenUnverified' : 'parts.tokenUnsigned')}</p>
      <CodeBlock text={json(token.header)} label={t('parts.tokenHeader')} />
      <CodeBlock text={json(token.claims)} label={t('parts.tokenClaims')} />
    </section>
  );
}

/** Everything a paste holds: request, parameters with their meaning, roles, headers, token. `url` wins over that of the paste; empty says nothing. */
export function TakenApart({ pasted, url }: { pasted: Pasted; url: string }) {
  const { t } = useTranslation('doctor');
  const { request, parameters, roles, token } = pasted;
  return (
    <section className={classes.parts} aria-label={t('parts.title')}>
      <h3>{t('parts.title')}</h3>
      {request && (
        <p className={classes.request}>
          <Method method={request.method ?? '?'} /> <code>{url || (request.url ?? t('parts.notSaid'))}</code>
        </p>
      )}
      {token && <Token token={token} />}
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      {roles.length > 0 && <Roles roles={roles} />}
      {request && request.headers.length > 0 && (
        <section aria-label={t('parts.headers')}>
          <h4>{t('parts.headers')}</h4>
          <KeyValueTable rows={request.headers} label={t('parts.headers')} />
        </section>
      )}
      {request && parameters.length === 0 && request.body && (
        <CodeBlock text={request.body.slice(0, maxBody)} label={t('parts.body')} />
      )}
    </section>
  );
}
