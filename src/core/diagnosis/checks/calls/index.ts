import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { checkGradeCalls, gradeCall } from '../services/grades.ts';
import { checkRosterCalls, isRosterCall } from '../services/roster.ts';
import { checkApiAnswer, checkRetry } from '../services/status.ts';
import { checkTokenRequests, isTokenRequest } from '../services/token-request.ts';
import { type AdvantageContext, checkAdvantageCalls } from './advantage.ts';
import { type Call, headerOf, parametersOf } from './call.ts';
import { checkKnownTextsInCalls } from './known-texts.ts';
import { checkRegistrationCalls } from './registration.ts';

export type { AdvantageContext, KnownRegistration } from './advantage.ts';
export { checkTokenText, noKeys } from './advantage.ts';
export type { Call } from './call.ts';

/** Parameters that make a call a message of LTI, whatever it is answered with. */
const messageParameters = new Set(['iss', 'id_token', 'JWT', 'lti_message_type', 'login_hint', 'state']);

/** Whether a call is one of an API rather than of a page: what it asks for or gets is JSON, and it is none of LTI's own. */
function isApiCall(call: Call): boolean {
  const { request, answer } = call;
  const types = [
    headerOf(request.headers, 'accept') ?? '',
    answer === null ? '' : (headerOf(answer.headers, 'content-type') ?? ''),
  ];
  const own =
    parametersOf(call).some(([name]) => messageParameters.has(name)) ||
    isTokenRequest(call) ||
    gradeCall(call) !== null ||
    isRosterCall(call);
  return !own && types.some((type) => /\bjson\b/i.test(type)) && !/text\/html/i.test(types[0] ?? '');
}

function apiFindings(calls: readonly Call[]): CheckFinding[] {
  return calls.flatMap((call, index) => {
    const { answer, at, request } = call;
    if (answer === null || answer.status < 400 || !isApiCall(call)) return [];
    const again = calls
      .slice(index + 1)
      .find((next) => next.request.url === request.url && next.request.method === request.method);
    return [
      ...checkApiAnswer({ ...answer, at }),
      ...(again?.at === undefined || again.at === null ? [] : checkRetry({ ...answer, at }, again.at)),
    ];
  });
}

/** The messages of LTI 1.3 (OI), services and signed APIs (SVC) among calls on record. In the order of the subjects, then of the calls. */
export async function checkMessageCalls(calls: readonly Call[], context: AdvantageContext): Promise<CheckFinding[]> {
  return [
    ...(await checkAdvantageCalls(calls, context)),
    ...checkRegistrationCalls(calls),
    ...checkTokenRequests(calls),
    ...checkGradeCalls(calls),
    ...checkRosterCalls(calls),
    ...apiFindings(calls),
  ];
}

/** All that can be said of calls on record beyond their OAuth signatures: {@link checkMessageCalls}, and known error texts (NET-11). */
export async function checkCalls(calls: readonly Call[], context: AdvantageContext): Promise<CheckFinding[]> {
  return [...(await checkMessageCalls(calls, context)), ...checkKnownTextsInCalls(calls)];
}
