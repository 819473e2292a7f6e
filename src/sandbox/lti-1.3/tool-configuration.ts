import type { SandboxToolAddresses } from '../../protocol/sandbox-tool.ts';
import { gradeScopes } from './grades.ts';
import { rosterScope } from './roster.ts';

/** What a tool calls itself on a platform. */
export interface ToolName {
  readonly title: string;
  readonly description: string;
  readonly id: string;
}

const scopes: readonly string[] = [...Object.values(gradeScopes), rosterScope];

/** A tool as Canvas takes it when a developer key is made (“Paste JSON”, “Enter URL”). */
export function canvasConfiguration(name: ToolName, addresses: SandboxToolAddresses) {
  const placement = (place: string, messageType: string) => ({
    placement: place,
    message_type: messageType,
    target_link_uri: addresses.launch,
    text: name.title,
    enabled: true,
  });
  return {
    title: name.title,
    description: name.description,
    oidc_initiation_url: addresses.login,
    target_link_uri: addresses.launch,
    redirect_uris: [addresses.launch],
    public_jwk_url: addresses.keySet,
    scopes,
    custom_fields: { course: '$Context.title' },
    extensions: [
      {
        domain: new URL(addresses.launch).host,
        tool_id: name.id,
        platform: 'canvas.instructure.com',
        privacy_level: 'public',
        settings: {
          text: name.title,
          placements: [
            placement('course_navigation', 'LtiResourceLinkRequest'),
            placement('link_selection', 'LtiDeepLinkingRequest'),
            placement('assignment_selection', 'LtiDeepLinkingRequest'),
          ],
        },
      },
    ],
  };
}

/** A tool as it registers itself (Dynamic Registration 1.0 §3.5). */
export function openidConfiguration(name: ToolName, addresses: SandboxToolAddresses) {
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: addresses.login,
    redirect_uris: [addresses.launch],
    client_name: name.title,
    jwks_uri: addresses.keySet,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: scopes.join(' '),
    'https://purl.imsglobal.org/spec/lti-tool-configuration': {
      domain: new URL(addresses.launch).host,
      description: name.description,
      target_link_uri: addresses.launch,
      custom_parameters: { course: '$Context.title' },
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email'],
      messages: [
        { type: 'LtiResourceLinkRequest', target_link_uri: addresses.launch, label: name.title },
        {
          type: 'LtiDeepLinkingRequest',
          target_link_uri: addresses.launch,
          label: name.title,
          placements: ['ContentArea'],
        },
      ],
    },
  };
}
