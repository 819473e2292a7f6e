import {
  MAX_CONFIGURATION_LENGTH,
  type ReadingNote,
  type RegistrationReading,
} from '../../../../../protocol/models/advantage/registration.ts';
import { readCanvasJson } from './canvas-json.ts';
import { type Members, membersOf } from './notes.ts';
import { readOpenIdJson, toolConfigurationMember } from './openid-json.ts';

const wanted = 'the JSON of a Canvas developer key, or what a tool sends to register (OpenID registration)';

/**
 * Reads the configuration of an LTI 1.3 tool: a Canvas developer key's JSON, also inside the `settings` or `tool_configuration` the
 * API of Canvas wraps it in, or a tool's OpenID registration. `problem` says what the text is instead.
 */
export function readToolConfiguration(text: string): RegistrationReading | { problem: string } {
  if (text.length > MAX_CONFIGURATION_LENGTH)
    return { problem: `${wanted}, of up to ${MAX_CONFIGURATION_LENGTH} characters` };
  const trimmed = text.trim();
  if (trimmed === '') return { problem: `${wanted}: there is nothing here yet` };
  if (trimmed.startsWith('<')) {
    return {
      problem: /cartridge_basiclti_link/.test(trimmed)
        ? `${wanted}: this is a cartridge of LTI 1.1, which names neither login nor keys`
        : `${wanted}: this is a page of HTML or XML`,
    };
  }
  let json: unknown;
  try {
    json = JSON.parse(trimmed);
  } catch (error) {
    return {
      problem: `${wanted}: this is not JSON (${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'})`,
    };
  }
  const members = membersOf(json);
  if (members === null) return { problem: `${wanted}: this is no JSON object` };
  return readMembers(members);
}

function readMembers(outer: Members): RegistrationReading | { problem: string } {
  const members = unwrapped(outer);
  const notes: ReadingNote[] = [];
  if ('oidc_initiation_url' in members) {
    return { format: 'canvas', tool: readCanvasJson(members, notes), notes: sorted(notes) };
  }
  if ('initiate_login_uri' in members || toolConfigurationMember in members || 'redirect_uris' in members) {
    return { format: 'openid', tool: readOpenIdJson(members, notes), notes: sorted(notes) };
  }
  if ('authorization_endpoint' in members) {
    return { problem: `${wanted}: this is the configuration of a platform, not of a tool` };
  }
  if ('keys' in members || 'kty' in members)
    return { problem: `${wanted}: this is a key, which belongs into the form` };
  if ('openid_configuration' in members) return { problem: `${wanted}: use the address under “Dynamic registration”` };
  const names = Object.keys(members)
    .slice(0, 5)
    .map((name) => name.slice(0, 40));
  const found = names.length === 0 ? 'it is empty' : `it has ${names.join(', ')}`;
  return { problem: `${wanted}, with oidc_initiation_url or initiate_login_uri: ${found}` };
}

const wrappers = ['settings', 'tool_configuration', 'lti_registration', 'configuration'];

/** The configuration itself; the API of Canvas wraps it up to twice. */
function unwrapped(outer: Members, depth = 0): Members {
  if (depth === 2 || 'oidc_initiation_url' in outer) return outer;
  const inner = wrappers.map((name) => membersOf(outer[name])).find((one) => one !== null);
  return inner === undefined ? outer : unwrapped(inner, depth + 1);
}

const order: readonly ReadingNote['status'][] = ['wrong', 'missing', 'noted', 'understood', 'ignored'];

/** What needs a person first; within a status in the order of the text. A later note on a member replaces an earlier one. */
function sorted(notes: readonly ReadingNote[]): ReadingNote[] {
  const latest = new Map(notes.map((note) => [note.member, note]));
  return [...latest.values()].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}
