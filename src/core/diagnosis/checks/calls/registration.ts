import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { checkDynamicRegistration, type RegistrationAnswer } from '../advantage/registration.ts';
import { type Call, jsonObject, parameterOf, parametersOf } from './call.ts';

function answerOf({ answer }: Call): RegistrationAnswer | null {
  return answer === null ? null : { status: answer.status, json: jsonObject(answer.body), text: answer.body };
}

/** OI-11 over the calls of a dynamic registration, when there is one among them. */
export function checkRegistrationCalls(calls: readonly Call[]): CheckFinding[] {
  const begin = calls.find((call) => parameterOf(parametersOf(call), 'openid_configuration') !== null);
  const configurationUrl = begin === undefined ? null : parameterOf(parametersOf(begin), 'openid_configuration');
  const read = calls.find(({ request }) => request.url !== null && request.url === configurationUrl);
  const sent = calls.find(({ request }) => {
    const json = jsonObject(request.body);
    return json !== null && 'redirect_uris' in json && 'client_name' in json;
  });
  if (read === undefined && sent === undefined) return [];
  return checkDynamicRegistration({
    configurationUrl,
    hasToken: begin !== undefined && (parameterOf(parametersOf(begin), 'registration_token') ?? '') !== '',
    configuration: read === undefined ? null : answerOf(read),
    request: sent === undefined ? null : { headers: sent.request.headers, json: jsonObject(sent.request.body) },
    answer: sent === undefined ? null : answerOf(sent),
  });
}
