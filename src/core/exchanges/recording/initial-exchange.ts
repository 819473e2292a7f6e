import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { AdvantageLaunch } from '../../../protocol/models/advantage/launch.ts';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Exchange, LaunchMode } from '../../../protocol/models/exchanges/exchange.ts';
import type { LaunchHow } from '../launch.ts';
import type { createMasking } from '../masking/exchange.ts';
import type { CheckedForm, PreparedRequest } from '../preparing/prepare.ts';

/** The record of a request or launch as it begins, secrets masked. */
export function initialExchange(
  { id, checked, prepared, form, how, startedAt, advantageLaunch }: InitialExchange,
  masking: ReturnType<typeof createMasking>,
): Exchange {
  const { connection, contract, operation } = checked;
  const { request, explanation } = prepared;
  const masked = masking.request(request);
  return {
    id,
    kind: how === null ? 'request' : 'launch',
    connectionId: connection.id,
    connectionName: connection.name,
    contractId: contract.summary.id,
    operationId: operation.id,
    operationTitle: operation.title,
    environment: connection.environment,
    startedAt,
    finishedAt: null,
    state: 'running',
    method: masked.method,
    url: masked.url,
    status: null,
    verdict: null,
    headline: '',
    request: masked,
    form: masking.form(checked.values),
    launchMode: how?.mode ?? null,
    thirdPartyCookies: how?.thirdPartyCookies ?? 'allowed',
    abRun: how?.abRun ?? null,
    ...(how?.acceptCertificate === undefined ? {} : { certificateAccepted: how.acceptCertificate }),
    ...(how === null ? {} : masking.launchSetup(form)),
    ...(advantageLaunch === undefined ? {} : { advantageLaunch: masking.advantage(advantageLaunch) }),
    explanation: explanation === null ? null : masking.explanation(explanation),
    sentAnyway: checked.problems.some(({ level }) => level === 'error'),
    ...nothingYet,
  };
}

type InitialExchange = {
  id: string;
  checked: CheckedForm;
  prepared: PreparedRequest;
  form: FilledForm;
  /** `null`: a request, no launch. */
  how: LaunchHow | null;
  startedAt: number;
  /** Launches of LTI 1.3 only. */
  advantageLaunch?: AdvantageLaunch | undefined;
};

const nothingYet = {
  hops: [],
  observations: [],
  judgedHop: null,
  verdictDetail: null,
  problem: null,
  returned: null,
  outcomes: [],
  contentItems: null,
};

/** A page to look at in the launch view, outside every contract: nothing is signed and nothing judged. */
export type PageVisit = { connection: Connection; pageId: string; title: string; url: string; mode: LaunchMode };

/** The record of a page that is opened to be looked at. */
export function pageVisit(
  id: string,
  { connection, pageId, title, url, mode }: PageVisit,
  startedAt: number,
): Exchange {
  return {
    id,
    kind: 'launch',
    connectionId: connection.id,
    connectionName: connection.name,
    contractId: connection.contractId,
    operationId: pageId,
    operationTitle: title,
    environment: connection.environment,
    startedAt,
    finishedAt: null,
    state: 'running',
    method: 'GET',
    url,
    status: null,
    verdict: null,
    headline: title,
    request: { method: 'GET', url, headers: [], fields: [], body: null },
    form: [],
    launchMode: mode,
    thirdPartyCookies: 'allowed',
    abRun: null,
    explanation: null,
    sentAnyway: false,
    ...nothingYet,
  };
}
