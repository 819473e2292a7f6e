import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from '../../../protocol/models/lti/catcher.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Method } from '../../ui/Method.tsx';
import classes from './Catcher.module.css';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Table({ heads, rows }: { heads: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows may repeat, and keep their place
          <tr key={row}>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells keep their place
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Checklist({ checklist }: { checklist: NonNullable<Capture['checklist']> }) {
  const { t } = useTranslation('catcher');
  const rows = checklist.steps.map(({ id, status, seen }) => [id, t(`detail.status.${status}`), seen]);
  return (
    <Part title={t('detail.checklist')}>
      <Table heads={[t('detail.check'), t('detail.outcome'), t('detail.seen')]} rows={rows} />
    </Part>
  );
}

function Login({ login }: { login: NonNullable<Capture['login']> }) {
  const { t } = useTranslation('catcher');
  return (
    <Part title={t('detail.login')}>
      {login.cookieReturned !== null && <p>{t(`detail.cookie.${login.cookieReturned ? 'yes' : 'no'}`)}</p>}
      <KeyValueTable rows={[...login.request.query, ...login.request.fields]} label={t('detail.login')} />
      {login.authentication && (
        <>
          <h4>{t('detail.authentication')}</h4>
          <code>{login.authentication.endpoint}</code>
          <KeyValueTable rows={login.authentication.params} label={t('detail.authentication')} />
        </>
      )}
    </Part>
  );
}

function Answer({ answer }: { answer: Capture['answer'] }) {
  const { t } = useTranslation('catcher');
  const target = answer.target?.split('?')[0] ?? '';
  return (
    <Part title={t('detail.answer')}>
      <p>{t(`detail.answers.${answer.kind}`, { status: answer.status, target })}</p>
      {answer.note && <p>{answer.note}</p>}
    </Part>
  );
}

/** All of a capture beneath its findings: checks, personal data, roles, parameters, and what was answered. */
export function CaptureParts({ capture }: { capture: Capture }) {
  const { t } = useTranslation('catcher');
  const { t: doctor } = useTranslation('doctor');
  const { checklist, personal, roles, request, login, answer } = capture;
  const data = personal.data.map(({ field, category, value }) => [field, t(`detail.category.${category}`), value]);
  const token = checklist?.token;
  return (
    <>
      {checklist && <Checklist checklist={checklist} />}
      <Part title={t('detail.personal')}>
        <p>{data.length === 0 ? t('detail.personalNone') : t(`detail.level.${personal.level}`)}</p>
        {data.length > 0 && <Table heads={[t('detail.field'), t('detail.kind'), t('detail.value')]} rows={data} />}
      </Part>
      {roles.length > 0 && (
        <Part title={t('detail.roles')}>
          <Table
            heads={[doctor('parts.role'), doctor('parts.roleUrn'), doctor('parts.roleKind')]}
            rows={roles.map(({ text, urn, kind }) => [text, urn ?? '–', doctor(`parts.kind.${kind}`)])}
          />
        </Part>
      )}
      {token && (
        <>
          <CodeBlock text={JSON.stringify(token.header, null, 2)} label={t('detail.header')} />
          <CodeBlock text={JSON.stringify(token.claims, null, 2)} label={t('detail.claims')} />
        </>
      )}
      <Part title={t('detail.parameters')}>
        <p>
          <Method method={request.method} /> <code>{request.url.split('?')[0]}</code>
        </p>
        <KeyValueTable rows={[...request.query, ...request.fields]} label={t('detail.parameters')} />
      </Part>
      {login && <Login login={login} />}
      <Answer answer={answer} />
      <Part title={t('detail.headers')}>
        <KeyValueTable rows={request.headers} label={t('detail.headers')} />
      </Part>
    </>
  );
}
