import type {
  ReadingNote,
  ToolDescription,
  ToolMessage,
} from '../../../../../protocol/models/advantage/registration.ts';
import { type MemberReader, type Members, memberReader } from './notes.ts';
import { readScopes } from './scopes.ts';
import { toolKeys } from './tool-keys.ts';

/** The member of a registration that describes the tool (Dynamic Registration 1.0 §6.1). */
export const toolConfigurationMember = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

const fixed = 'Every LTI 1.3 tool has it like this.';
const shown = 'Shown by platforms with a catalogue; kept nowhere here.';
const ignored = 'Not part of LTI Dynamic Registration; it has no effect.';

/** A tool as it registers (Dynamic Registration 1.0 §3.5.1, §6.1; OpenID Connect Dynamic Client Registration 1.0 §2). */
export function readOpenIdJson(members: Members, notes: ReadingNote[]): ToolDescription {
  const top = memberReader(members, '', notes);
  const name = top.text('client_name', { note: 'Name of the tool.', required: 'The name of the tool.' });
  const loginUrl = top.address('initiate_login_uri', {
    note: 'Where a login is initiated.',
    required: 'Without it no login can be initiated.',
  });
  const redirectUris = top.addresses('redirect_uris', {
    note: 'Where launches may be posted.',
    required: 'Without one a launch has nowhere to go.',
  });
  const keys = toolKeys(top, 'jwks_uri', 'jwks');
  const scopes = readScopes(top, 'scope');
  for (const member of ['application_type', 'token_endpoint_auth_method']) top.text(member, { note: fixed });
  for (const member of ['response_types', 'grant_types']) top.texts(member, { note: fixed });
  for (const member of ['logo_uri', 'client_uri', 'policy_uri', 'tos_uri']) {
    if (top.has(member)) top.note(member, 'ignored', shown);
  }
  if (top.has('contacts')) top.note('contacts', 'ignored', shown);
  const tool = top.object(toolConfigurationMember, { required: 'The configuration of the tool.' });
  const configured = tool === null ? nothing : readToolConfiguration(tool);
  top.rest(() => ignored);
  const { targetLinkUri } = configured;
  return {
    name: name.slice(0, 200),
    loginUrl,
    redirectUris,
    ...keys,
    scopes,
    ...configured,
    targetLinkUri: targetLinkUri === '' ? (redirectUris[0] ?? '') : targetLinkUri,
  };
}

type Configured = Pick<ToolDescription, 'description' | 'targetLinkUri' | 'claims' | 'customParameters' | 'messages'>;
const nothing: Configured = { description: '', targetLinkUri: '', claims: [], customParameters: [], messages: [] };

function readToolConfiguration(tool: MemberReader): Configured {
  tool.text('domain', {
    note: 'Not checked: launches go where the addresses lead.',
    required: 'The domain of the tool.',
  });
  if (tool.has('secondary_domains')) tool.note('secondary_domains', 'ignored', 'Not checked.');
  const configured = {
    description: tool.text('description'),
    targetLinkUri: tool.address('target_link_uri', { note: 'What a launch opens.' }),
    claims: tool.texts('claims', { note: 'What the tool would like to be told.' }),
    customParameters: tool.custom('custom_parameters'),
    messages: tool.objects('messages').map(readMessage),
  };
  if (configured.targetLinkUri === '' && !tool.has('target_link_uri')) {
    tool.note('target_link_uri', 'noted', 'The first redirect URI is taken in its place.');
  }
  if (tool.has('deployment_id')) tool.note('deployment_id', 'ignored', 'The platform gives it, not the tool.');
  tool.rest(() => ignored);
  return configured;
}

function readMessage(message: MemberReader): ToolMessage {
  const type = message.text('type', { required: 'The type of the message.' });
  const read = {
    type: type === '' ? 'LtiResourceLinkRequest' : type.slice(0, 255),
    targetLinkUri: message.address('target_link_uri'),
    label: message.text('label'),
    placements: message.texts('placements'),
    customParameters: message.custom('custom_parameters'),
  };
  if (message.has('icon_uri')) message.note('icon_uri', 'ignored', shown);
  if (message.has('roles')) message.note('roles', 'ignored', 'Everyone on the roster may launch here.');
  message.rest(() => ignored);
  return read;
}
