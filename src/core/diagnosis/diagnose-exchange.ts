import type { CheckFinding, DiagnosisCredential, PastedRequest } from '../../protocol/models/diagnosis.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis, SentSignature } from '../../protocol/models/exchanges/exchange-diagnosis.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Workspace } from '../context.ts';
import { summaryOf } from '../storage/repositories/exchanges.ts';
import { noKeys } from './checks/calls/index.ts';
import { bySeverity, checkRequest } from './checks/index.ts';
import { proxyFindings } from './checks/proxy/index.ts';
import { verifyInputOf } from './diagnose-paste.ts';
import { checkExchangeCalls } from './exchange-calls.ts';
import { knownRegistrations } from './known-registrations.ts';
import { createDiagnosisMasking } from './masking.ts';
import { checkReturnedMessages } from './returned-messages.ts';
import type { ExplainOptions } from './signature/index.ts';
import { timelineOf } from './timeline/index.ts';
import { openVault } from './vault.ts';
import { verifyAndExplain } from './verify.ts';

type Sources = Pick<Workspace, 'storage' | 'credentials' | 'vault' | 'exchanges' | 'catcher'>;
type Given = { id: string; framingOrigin?: string | undefined };

/**
 * Everything that can be said of an exchange on record. What was sent is verified again from its sealed bytes with the credential
 * the connection has now; no text of the answer holds a secret.
 *
 * @throws ProblemError `not-found`.
 */
export async function diagnoseExchange(
  given: Given,
  sources: Sources,
  options: ExplainOptions,
): Promise<ExchangeDiagnosis> {
  const exchange = sources.storage.exchanges.get(given.id);
  if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id: given.id } });
  const opened = await openSent(exchange, sources);
  const masking = createDiagnosisMasking(openVault(sources.credentials, sources.vault).secrets);
  const judged = exchange.hops.find(({ index }) => index === exchange.judgedHop);
  const { verdictDetail } = exchange;
  const signature = await sentSignature(exchange, opened, options);
  const sent = opened.state === 'open' ? opened.request : exchange.request;
  const calls = await checkExchangeCalls(exchange, sent, {
    keys: noKeys,
    issuer: null,
    clientId: null,
    now: Math.floor(exchange.startedAt / 1000),
    registrations: knownRegistrations(sources),
  });
  return {
    exchange: summaryOf(exchange),
    timeline: timelineOf(exchange, { framingOrigin: given.framingOrigin }),
    signature: masking.signature(signature),
    message: masking.checks(
      bySeverity([
        ...checkSent(exchange, opened),
        ...(signature.state === 'checked' ? proxyFindings(signature.findings) : []),
        ...calls,
        ...checkReturnedMessages(exchange),
      ]),
    ),
    response: { hop: exchange.judgedHop, status: judged?.status ?? exchange.status, verdict: verdictDetail },
  };
}

/** What was sent and with which credential, or why that cannot be looked at. */
type Opened =
  | { state: 'open'; request: SignedRequest; credential: DiagnosisCredential }
  | { state: 'shut'; why: Extract<SentSignature, { state: 'not-checked' }>['why'] };

async function openSent(exchange: Exchange, { storage, credentials, vault, exchanges }: Sources): Promise<Opened> {
  if (exchange.explanation === null) return { state: 'shut', why: 'unsigned' };
  const credentialId = storage.connections.get(exchange.connectionId)?.credentialId ?? null;
  if (credentialId === null) return { state: 'shut', why: 'no-credential' };
  if (!vault.isUnlocked()) return { state: 'shut', why: 'vault-locked' };
  try {
    const request = await exchanges.sent(exchange.id);
    if (request === undefined) return { state: 'shut', why: 'bytes-missing' };
    return { state: 'open', request, credential: openVault(credentials, vault).credential(credentialId) };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'not-found')
      return { state: 'shut', why: 'no-credential' };
    if (error instanceof ProblemError && error.problem.code === 'vault.locked')
      return { state: 'shut', why: 'vault-locked' };
    return { state: 'shut', why: 'unreadable' };
  }
}

const reasons: Readonly<Record<Extract<SentSignature, { state: 'not-checked' }>['why'], string>> = {
  unsigned: 'What was sent carries no signature of ours.',
  'no-credential': 'The connection has no credential to check the signature with.',
  'vault-locked': 'The vault is locked: unlock it to check what was sent.',
  'bytes-missing': 'The untouched request is not kept with this exchange.',
  unreadable: 'What was sent cannot be checked by itself.',
};

async function sentSignature(exchange: Exchange, opened: Opened, options: ExplainOptions): Promise<SentSignature> {
  const shut = (why: keyof typeof reasons): SentSignature => ({ state: 'not-checked', why, detail: reasons[why] });
  if (opened.state === 'shut') return shut(opened.why);
  const pathParams = exchange.form.flatMap((value) =>
    value.in === 'path' ? [[value.name, value.value] satisfies [string, string]] : [],
  );
  const now = Math.floor(exchange.startedAt / 1000);
  try {
    const input = verifyInputOf(asPasted(opened.request), { pathParams, now }, opened.credential);
    if (input === null) return shut('unreadable');
    const { verdict, baseString, findings } = await verifyAndExplain(input, options);
    return { state: 'checked', verdict, baseString, findings, detail: consequence(verdict) };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code !== 'cancelled') return shut('unreadable');
    throw error;
  }
}

function consequence(verdict: 'valid' | 'invalid'): string {
  return verdict === 'valid'
    ? 'What was sent was signed right with the credential the connection has. If the other side refuses the signature, it has another secret, or what it verified is not what was sent: another URL, other fields.'
    : 'The credential the connection has now does not give the signature that was sent: one of them has been changed since, or the request was altered.';
}

/** The checks on the message as sent; on the masked record where the sealed bytes cannot be opened. */
function checkSent(exchange: Exchange, opened: Opened): CheckFinding[] {
  if (exchange.explanation === null && exchange.request.fields.length === 0) return [];
  const now = Math.floor(exchange.startedAt / 1000);
  if (opened.state === 'shut') return checkRequest(asPasted(exchange.request), {}, now);
  const { credential, request } = opened;
  const configuration =
    credential.scheme === 'oauth1' ? { consumerKey: credential.key, secret: credential.secret } : {};
  return checkRequest(asPasted(request), configuration, now);
}

/** A form has its fields; everything else its body. */
function asPasted({ method, url, headers, fields, body }: SignedRequest): PastedRequest {
  return fields.length > 0
    ? { method, url, headers, fields, body: null }
    : { method, url, headers, fields: null, body };
}
