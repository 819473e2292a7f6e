import type {
  ReadingNote,
  ToolDescription,
  ToolMessage,
} from '../../../../../protocol/models/advantage/registration.ts';
import type { Pairs } from '../../../../../protocol/models/pairs.ts';
import { type MemberReader, type Members, memberReader } from './notes.ts';
import { readScopes } from './scopes.ts';
import { toolKeys } from './tool-keys.ts';

const ignored = 'Canvas alone uses it.';
const maxRedirectUris = 100;

/**
 * A tool as Canvas takes it when a developer key is made by “Paste JSON” or “Enter URL” (Canvas LMS, “Configuring LTI Advantage
 * tools”). Canvas asks for redirect URIs beside the JSON and takes the target link where none are given; so does this.
 */
export function readCanvasJson(members: Members, notes: ReadingNote[]): ToolDescription {
  const top = memberReader(members, '', notes);
  const name = top.text('title', { note: 'Name of the tool.', required: 'The name of the tool.' });
  const description = top.text('description');
  const loginUrl = top.address('oidc_initiation_url', {
    note: 'Where a login is initiated.',
    required: 'Without it no login can be initiated.',
  });
  const targetLinkUri = top.address('target_link_uri', {
    note: 'What a launch opens.',
    required: 'Without it there is nothing to launch.',
  });
  const keys = toolKeys(top, 'public_jwk_url', 'public_jwk');
  const scopes = readScopes(top, 'scopes');
  const topCustom = top.custom('custom_fields');
  const extensions = top.objects('extensions').map(readExtension);
  const messages = extensions.flatMap((extension) => extension.messages);
  const redirectUris = top.addresses('redirect_uris');
  top.rest(() => ignored);
  const launched = [targetLinkUri, ...messages.map((message) => message.targetLinkUri)].filter((uri) => uri !== '');
  const assumed = [...new Set(launched)].slice(0, maxRedirectUris);
  if (redirectUris.length === 0 && assumed.length > 0) {
    notes.push({
      member: 'redirect_uris',
      status: 'noted',
      seen: '',
      note: `Canvas keeps them apart from this JSON. ${assumed.length === 1 ? 'The target link is' : 'The target links are'} taken; correct them below where the tool says otherwise.`,
    });
  }
  return {
    name: name.slice(0, 200),
    description,
    loginUrl,
    targetLinkUri,
    redirectUris: redirectUris.length > 0 ? redirectUris : assumed,
    ...keys,
    scopes,
    claims: [],
    customParameters: joined(
      topCustom,
      extensions.flatMap(({ custom }) => custom),
    ),
    messages,
  };
}

function readExtension(extension: MemberReader): { custom: Pairs; messages: ToolMessage[] } {
  const platform = extension.text('platform');
  if (platform !== '' && platform !== 'canvas.instructure.com') {
    extension.note('platform', 'noted', 'An extension for another platform; it is read all the same.');
  }
  extension.text('domain', { note: 'Not checked: launches go where the addresses lead.' });
  extension.text('tool_id');
  extension.text('privacy_level', { note: 'Choose how much is sent in the form of each launch.' });
  const custom = extension.custom('custom_fields');
  const settings = extension.object('settings');
  extension.rest(() => ignored);
  if (settings === null) return { custom, messages: [] };
  settings.text('text');
  const own = settings.custom('custom_fields');
  const messages = settings.objects('placements').map(readPlacement);
  settings.rest(() => ignored);
  return { custom: joined(custom, own), messages };
}

function readPlacement(placement: MemberReader): ToolMessage {
  const name = placement.text('placement', { required: 'The name of the place.' });
  const type = placement.text('message_type') || 'LtiResourceLinkRequest';
  const message = {
    type: type.slice(0, 255),
    targetLinkUri: placement.address('target_link_uri'),
    label: placement.text('text'),
    placements: name === '' ? [] : [name],
    customParameters: placement.custom('custom_fields'),
  };
  if (placement.raw('enabled') === false) placement.note('enabled', 'noted', 'Switched off; it can be launched here.');
  placement.rest(() => ignored);
  return message;
}

/** Later ones replace earlier ones of the same name. */
function joined(first: Pairs, second: Pairs): Pairs {
  return [...new Map([...first, ...second])].slice(0, 200);
}
