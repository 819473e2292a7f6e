import type { CheckFinding } from '../../protocol/models/diagnosis.ts';
import type { Exchange, Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import { parameterOf, parametersOf } from './checks/calls/call.ts';
import { type AdvantageContext, type Call, checkMessageCalls } from './checks/calls/index.ts';

function answerOf({ status, responseHeaders, body }: Hop): Call['answer'] {
  return status === null ? null : { status, headers: responseHeaders, body: body?.kind === 'text' ? body.text : '' };
}

/** The request of an API with the answer the verdict is about. */
function requestCall(exchange: Exchange, sent: SignedRequest): Call[] {
  const judged = exchange.hops.find(({ index }) => index === exchange.judgedHop);
  if (judged === undefined) return [];
  const { method, url, fields, body } = sent;
  const headers = judged.requestHeaders.length > 0 ? judged.requestHeaders : sent.headers;
  const request = { method, url, headers, fields: fields.length > 0 ? fields : null, body };
  return [{ request, answer: answerOf(judged), at: judged.startedAt }];
}

function hopCall(hop: Hop): Call {
  const { method, url, requestHeaders: headers, startedAt } = hop;
  return { request: { method, url, headers, fields: null, body: null }, answer: answerOf(hop), at: startedAt };
}

/** Whether a call begins a login of LTI 1.3, rather than any other login a tool may send the browser to. */
function beginsLogin(call: Call): boolean {
  const params = parametersOf(call);
  const has = (name: string) => parameterOf(params, name) !== null;
  return has('login_hint') && ((has('iss') && has('target_link_uri')) || (has('nonce') && has('redirect_uri')));
}

/**
 * OI and SVC over an exchange on record: what an API answered, and the login of LTI 1.3 where a launch went through one. Known
 * error texts are the timeline's.
 */
export async function checkExchangeCalls(
  exchange: Exchange,
  sent: SignedRequest,
  context: AdvantageContext,
): Promise<CheckFinding[]> {
  if (exchange.kind === 'request') return checkMessageCalls(requestCall(exchange, sent), context);
  const calls = exchange.hops.map(hopCall);
  return calls.some(beginsLogin) ? checkMessageCalls(calls, context) : [];
}
