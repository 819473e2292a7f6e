import type { ToolDescription } from '../../../../../protocol/models/advantage/registration.ts';
import { allServiceScopes, mayHaveScope } from '../../../../../protocol/models/advantage/scopes.ts';
import type { AdvantageAnswer } from '../../platform/host.ts';
import { type Members, membersOf } from '../reading/notes.ts';
import { toolConfigurationMember } from '../reading/openid-json.ts';
import type { RegistrationError } from './rules.ts';

/** What a tool is told when it is registered (Dynamic Registration 1.0 §3.6; OpenID Connect Dynamic Client Registration 1.0 §3.2). */
export function registeredAnswer(
  json: Members,
  { scopes }: Pick<ToolDescription, 'scopes'>,
  { clientId, deploymentId }: { clientId: string; deploymentId: string },
): AdvantageAnswer {
  return jsonAnswer(201, {
    ...json,
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    client_id: clientId,
    scope: allServiceScopes.filter((scope) => mayHaveScope(scopes, scope)).join(' '),
    [toolConfigurationMember]: { ...membersOf(json[toolConfigurationMember]), deployment_id: deploymentId },
  });
}

/** A registration that is not taken (OpenID Connect Dynamic Client Registration 1.0 §3.3). */
export function refusedAnswer(error: RegistrationError, description: string): AdvantageAnswer {
  return jsonAnswer(400, { error, error_description: description });
}

/** A registration without the token it was opened with (RFC 6750 §3). */
export function unauthorisedAnswer(error: 'invalid_token' | null, description: string): AdvantageAnswer {
  const { status, headers, body } = jsonAnswer(401, {
    ...(error === null ? {} : { error }),
    error_description: description,
  });
  const challenge = error === null ? 'Bearer' : `Bearer error="${error}", error_description="${description}"`;
  return { status, headers: [...headers, ['WWW-Authenticate', challenge]], body };
}

export function jsonAnswer(status: number, value: unknown): AdvantageAnswer {
  return { status, headers: [['Content-Type', 'application/json; charset=utf-8']], body: JSON.stringify(value) };
}
