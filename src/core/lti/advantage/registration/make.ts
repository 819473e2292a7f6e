import type { NewRegistration } from '../../../../protocol/models/advantage/registration.ts';
import type { ConnectionDraft } from '../../../../protocol/models/connection.ts';
import type { LtiRegistrationDraft } from '../../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../../protocol/problem.ts';
import { parseUrl } from './reading/web-address.ts';

/** Contract of connections to any tool of LTI 1.3. */
export const advantageContractId = 'lti-advantage';

export type RegistrationDrafts = {
  credential: LtiRegistrationDraft;
  connection: Omit<ConnectionDraft, 'credentialId'>;
};

/**
 * The credential and the connection a registration becomes. `own` takes the place of what was left empty; `privateKey` empty: a new
 * one is to be made.
 *
 * @throws ProblemError `input.invalid` naming what a launch cannot do without.
 */
export function registrationDrafts(
  { name, environment, notes, issuer, clientId, deploymentIds, tool }: NewRegistration,
  own: { issuer: string; clientId: string; deploymentId: string; privateKey: string },
): RegistrationDrafts {
  required('tool.loginUrl', tool.loginUrl !== '', 'the address at which the tool initiates a login');
  required('tool.targetLinkUri', tool.targetLinkUri !== '', 'the address a launch is to open');
  required('tool.redirectUris', tool.redirectUris.length > 0, 'at least one address launches may be posted to');
  const urls = [tool.loginUrl, tool.targetLinkUri, ...tool.redirectUris, tool.keySetUrl];
  const hosts = [...urls, ...tool.messages.map(({ targetLinkUri }) => targetLinkUri)].flatMap(
    (url) => parseUrl(url)?.host ?? [],
  );
  return {
    credential: {
      kind: 'lti-registration',
      name,
      allowedHosts: [...new Set(hosts)].slice(0, 100),
      issuer: issuer === '' ? own.issuer : issuer,
      clientId: clientId === '' ? own.clientId : clientId,
      deploymentIds: deploymentIds.length === 0 ? [own.deploymentId] : deploymentIds,
      loginUrl: tool.loginUrl,
      redirectUris: tool.redirectUris,
      keySetUrl: tool.keySetUrl,
      keySet: tool.keySet,
      scopes: tool.scopes,
      privateKey: own.privateKey,
      generateKey: false,
    },
    connection: {
      name,
      contractId: advantageContractId,
      baseUrl: tool.targetLinkUri,
      environment,
      variables: {},
      notes: notes === '' ? tool.description : notes,
    },
  };
}

function required(field: string, isThere: boolean, detail: string): void {
  if (!isThere) throw new ProblemError('input.invalid', { field: `registration.${field}`, detail });
}
