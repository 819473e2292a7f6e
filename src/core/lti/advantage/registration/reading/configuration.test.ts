import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type RegistrationReading,
  registrationReadingSchema,
} from '../../../../../protocol/models/advantage/registration.ts';
import { keySetFrom } from '../../keys/pasted-keys.ts';
import { readToolConfiguration } from './configuration.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = publicKey.export({ format: 'jwk' });

const canvas = {
  title: 'Harbour Library',
  description: 'Books.',
  oidc_initiation_url: 'https://tool.example/login',
  target_link_uri: 'https://tool.example/launch',
  public_jwk: { ...jwk, kid: 'k1', use: 'sig' },
  scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
  custom_fields: { region: 'eu', depth: 2 },
  icon_url: 'https://tool.example/icon.png',
  extensions: [
    {
      domain: 'tool.example',
      platform: 'canvas.instructure.com',
      privacy_level: 'public',
      settings: {
        text: 'Library',
        selection_height: 500,
        placements: [
          { placement: 'course_navigation', message_type: 'LtiResourceLinkRequest', text: 'Library' },
          {
            placement: 'link_selection',
            message_type: 'LtiDeepLinkingRequest',
            target_link_uri: 'https://tool.example/pick',
            enabled: false,
          },
        ],
      },
    },
  ],
};

const openId = {
  application_type: 'web',
  response_types: ['id_token'],
  grant_types: ['implicit', 'client_credentials'],
  initiate_login_uri: 'https://tool.example/login',
  redirect_uris: ['https://tool.example/launch', 'https://tool.example/pick'],
  client_name: 'Harbour Library',
  jwks_uri: 'https://tool.example/jwks',
  token_endpoint_auth_method: 'private_key_jwt',
  scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  logo_uri: 'https://tool.example/logo.png',
  'https://purl.imsglobal.org/spec/lti-tool-configuration': {
    domain: 'tool.example',
    target_link_uri: 'https://tool.example/launch',
    custom_parameters: { context: '$Context.id' },
    claims: ['iss', 'sub', 'name'],
    messages: [{ type: 'LtiDeepLinkingRequest', target_link_uri: 'https://tool.example/pick', label: 'Pick a book' }],
  },
};

function read(value: unknown): RegistrationReading {
  const reading = readToolConfiguration(JSON.stringify(value));
  if ('problem' in reading) throw new Error(reading.problem);
  expect(registrationReadingSchema.safeParse(reading).error).toBeUndefined();
  return reading;
}
const statusOf = ({ notes }: RegistrationReading, member: string) =>
  notes.find((note) => note.member === member)?.status;

describe('a Canvas developer key', () => {
  it('gives the tool, its messages and its key', () => {
    const { format, tool, notes } = read(canvas);
    expect(format).toBe('canvas');
    expect(tool).toMatchObject({
      name: 'Harbour Library',
      loginUrl: 'https://tool.example/login',
      targetLinkUri: 'https://tool.example/launch',
      customParameters: [
        ['region', 'eu'],
        ['depth', '2'],
      ],
    });
    expect(tool.messages.map(({ type, placements }) => [type, placements])).toEqual([
      ['LtiResourceLinkRequest', ['course_navigation']],
      ['LtiDeepLinkingRequest', ['link_selection']],
    ]);
    expect(JSON.parse(tool.keySet)).toEqual({ keys: [{ ...jwk, kid: 'k1', use: 'sig' }] });
    expect(notes.filter(({ status }) => status === 'missing' || status === 'wrong')).toEqual([]);
  });

  it('takes the target links as redirect URIs, as Canvas does, and says so', () => {
    const reading = read(canvas);
    expect(reading.tool.redirectUris).toEqual(['https://tool.example/launch', 'https://tool.example/pick']);
    expect(statusOf(reading, 'redirect_uris')).toBe('noted');
  });

  it('says of every member what became of it', () => {
    const reading = read(canvas);
    expect(statusOf(reading, 'icon_url')).toBe('ignored');
    expect(statusOf(reading, 'extensions[0].settings.selection_height')).toBe('ignored');
    expect(statusOf(reading, 'extensions[0].settings.placements[1].enabled')).toBe('noted');
    expect(statusOf(reading, 'title')).toBe('understood');
  });

  it.each([
    [{ title: undefined }, 'title', 'missing'],
    [{ oidc_initiation_url: 'tool.example/login' }, 'oidc_initiation_url', 'wrong'],
    [{ target_link_uri: 7 }, 'target_link_uri', 'wrong'],
    [{ public_jwk: undefined }, 'public_jwk_url', 'noted'],
    [{ public_jwk: privateKey.export({ format: 'jwk' }) }, 'public_jwk', 'wrong'],
    [{ extensions: 'none' }, 'extensions', 'wrong'],
    [{ scopes: [1] }, 'scopes', 'wrong'],
  ])('with %j names %s as %s', (change, member, status) => {
    expect(statusOf(read({ ...canvas, ...change }), member)).toBe(status);
  });

  it('keeps no private key', () => {
    expect(read({ ...canvas, public_jwk: privateKey.export({ format: 'jwk' }) }).tool.keySet).toBe('');
  });

  it.each([[{ settings: canvas }], [{ tool_configuration: { settings: canvas } }]])(
    'is found in what the API of Canvas wraps it in',
    (wrapped) => {
      expect(read(wrapped).tool.name).toBe('Harbour Library');
    },
  );
});

describe('a tool’s OpenID registration', () => {
  it('gives the tool, its scopes and its messages', () => {
    const { format, tool } = read(openId);
    expect(format).toBe('openid');
    expect(tool).toMatchObject({
      name: 'Harbour Library',
      redirectUris: ['https://tool.example/launch', 'https://tool.example/pick'],
      keySetUrl: 'https://tool.example/jwks',
      customParameters: [['context', '$Context.id']],
    });
    expect(tool.scopes).toHaveLength(2);
    expect(tool.messages[0]).toMatchObject({ label: 'Pick a book', targetLinkUri: 'https://tool.example/pick' });
  });

  it('names what is missing first', () => {
    const { notes } = read({ ...openId, initiate_login_uri: undefined, redirect_uris: [] });
    expect(notes.slice(0, 2).map(({ member, status }) => [member, status])).toEqual([
      ['initiate_login_uri', 'missing'],
      ['redirect_uris', 'missing'],
    ]);
  });
});

describe('what is no configuration', () => {
  it.each([
    ['', 'nothing here yet'],
    ['{', 'not JSON'],
    ['[]', 'no JSON object'],
    ['<html>', 'a page of HTML'],
    ['<cartridge_basiclti_link/>', 'cartridge of LTI 1.1'],
    ['{"issuer":"x","authorization_endpoint":"y"}', 'of a platform'],
    ['{"keys":[]}', 'this is a key'],
    ['{"a":1}', 'it has a'],
    [`{"a":"${'x'.repeat(300_000)}"}`, 'of up to'],
  ])('%s is told apart', (text, says) => {
    const reading = readToolConfiguration(text);
    expect('problem' in reading ? reading.problem : '').toContain(says);
  });
});

describe('a pasted key', () => {
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const kept = (text: string): unknown => {
    const read = keySetFrom(text);
    return 'keySet' in read ? JSON.parse(read.keySet) : read.problem;
  };

  it.each([
    ['PEM', `\n${pem}\n`, { keys: [{ ...jwk, use: 'sig', alg: 'RS256' }] }],
    [
      'a PKCS #1 PEM',
      publicKey.export({ format: 'pem', type: 'pkcs1' }).toString(),
      { keys: [{ ...jwk, use: 'sig', alg: 'RS256' }] },
    ],
    ['a JWK', JSON.stringify({ ...jwk, kid: 'a' }), { keys: [{ ...jwk, kid: 'a' }] }],
    ['a set', JSON.stringify({ keys: [jwk] }), { keys: [jwk] }],
  ])('becomes a set from %s', (_, text, set) => {
    expect(kept(text)).toEqual(set);
  });

  it.each([
    ['a private key in PEM', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'this is a private key'],
    ['a private JWK', JSON.stringify(privateKey.export({ format: 'jwk' })), 'holds a private key'],
    ['a symmetric key in a set', '{"keys":[{"kty":"oct","k":"AA"}]}', 'holds a private key'],
    ['an incomplete JWK', '{"kty":"RSA","e":"AQAB"}', 'incomplete'],
    ['an empty set', '{"keys":[]}', 'at least one key'],
    ['anything else', 'hello', 'a public key in PEM'],
  ])('is refused where it is %s', (_, text, says) => {
    expect(kept(text)).toContain(says);
  });
});
