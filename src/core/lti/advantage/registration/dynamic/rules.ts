import type { AdvantageCheck } from '../../../../../protocol/models/advantage/launch.ts';
import { allServiceScopes } from '../../../../../protocol/models/advantage/scopes.ts';
import type { Pairs } from '../../../../../protocol/models/pairs.ts';
import { quoted } from '../../message/claims.ts';
import { type Members, membersOf } from '../reading/notes.ts';
import { toolConfigurationMember } from '../reading/openid-json.ts';
import { parseUrl } from '../reading/web-address.ts';
import { messagesSupported } from './openid-configuration.ts';

/** Errors of a registration (OpenID Connect Dynamic Client Registration 1.0 §3.3). */
export type RegistrationError = 'invalid_redirect_uri' | 'invalid_client_metadata';

/** A rule as it was applied; `error` is what a broken one is answered with. */
type Applied = AdvantageCheck & { error: RegistrationError };

const dr = 'LTI Dynamic Registration 1.0';
const oidc = 'OpenID Connect Dynamic Client Registration 1.0';

/** What a tool has sent to register: its headers, and the JSON of its body; `null` when that is no object. */
export type RegistrationRequest = { headers: Pairs; json: Members | null };

/**
 * Holds a registration against every rule, in order (Dynamic Registration 1.0 §3.5.1, §6.1). What keeps the tool from being launched,
 * or says something else than LTI 1.3 does, fails; what is merely missing or odd is remarked. `error`: of the first that failed.
 */
export function checkRegistrationRequest(request: RegistrationRequest): {
  checks: AdvantageCheck[];
  error: { error: RegistrationError; description: string } | null;
} {
  const applied = request.json === null ? [bodyRule(request)] : rulesOf(request, request.json);
  const failed = applied.find(({ status }) => status === 'failed');
  const description = failed === undefined ? '' : `${failed.title} Expected: ${failed.expected} Seen: ${failed.seen}`;
  return {
    checks: applied.map(({ error: _, ...check }) => check),
    error: failed === undefined ? null : { error: failed.error, description },
  };
}

function rulesOf(request: RegistrationRequest, json: Members): Applied[] {
  const tool = membersOf(json[toolConfigurationMember]);
  return [bodyRule(request), ...clientRules(json), ...scopeRules(json), ...toolRules(json, tool ?? {}, tool !== null)];
}

function bodyRule({ headers, json }: RegistrationRequest): Applied {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(type.trim());
  return {
    id: 'body',
    status: json === null ? 'failed' : isJson ? 'passed' : 'remarked',
    title: 'The registration is sent as a JSON object.',
    seen: json === null ? `No JSON object; Content-Type ${quoted(type)}.` : `Content-Type ${quoted(type)}.`,
    expected: 'Content-Type application/json.',
    source: `${oidc} §3.1`,
    error: 'invalid_client_metadata',
  };
}

type Verdict = AdvantageCheck['status'];

/** `otherwise`: what a member that is not as expected means; one that is not there at all may weigh less. */
function rule(
  id: string,
  value: unknown,
  isRight: boolean,
  text: { title: string; expected: string; source?: string; error?: RegistrationError },
  otherwise: { wrong: Verdict; missing: Verdict } = { wrong: 'failed', missing: 'failed' },
): Applied {
  const { title, expected, source = `${dr} §6.1`, error = 'invalid_client_metadata' } = text;
  const status = isRight ? 'passed' : value === undefined ? otherwise.missing : otherwise.wrong;
  return { id, status, title, seen: `${quoted(value)}.`, expected, source, error };
}

const onlyWrong = { wrong: 'failed', missing: 'remarked' } as const;
const remark = { wrong: 'remarked', missing: 'remarked' } as const;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isAddress = (value: unknown): value is string => typeof value === 'string' && parseUrl(value) !== null;

function clientRules(json: Members): Applied[] {
  const redirectUris = list(json.redirect_uris);
  const fragment = redirectUris.some((uri) => typeof uri === 'string' && uri.includes('#'));
  return [
    rule(
      'application_type',
      json.application_type,
      json.application_type === 'web',
      {
        title: 'The application type is “web”.',
        expected: '"web".',
        source: `${dr} §3.5.1; ${oidc} §2`,
      },
      onlyWrong,
    ),
    rule('response_types', json.response_types, list(json.response_types).includes('id_token'), {
      title: 'The response type is “id_token”.',
      expected: '["id_token"].',
      source: `${dr} §3.5.1`,
    }),
    rule(
      'grant_types',
      json.grant_types,
      ['implicit', 'client_credentials'].every((grant) => list(json.grant_types).includes(grant)),
      { title: 'The grants are “implicit” and “client_credentials”.', expected: 'Both.', source: `${dr} §3.5.1` },
      remark,
    ),
    rule('client_name', json.client_name, isText(json.client_name), {
      title: 'The tool has a name.',
      expected: 'A text.',
      source: `${oidc} §2`,
    }),
    rule('initiate_login_uri', json.initiate_login_uri, isAddress(json.initiate_login_uri), {
      title: 'The tool says where a login is initiated.',
      expected: 'An absolute http or https address.',
      source: `${dr} §3.5.1; Security Framework 1.0 §5.1.1`,
    }),
    rule('redirect_uris', json.redirect_uris, redirectUris.length > 0 && redirectUris.every(isAddress) && !fragment, {
      title: 'The tool says where launches may be posted.',
      expected: 'At least one absolute http or https address, none with a fragment.',
      source: `${oidc} §2; OpenID Connect Core 1.0 §3.2.2.1`,
      error: 'invalid_redirect_uri',
    }),
    rule(
      'jwks_uri',
      json.jwks_uri ?? json.jwks,
      isAddress(json.jwks_uri) || membersOf(json.jwks) !== null,
      {
        title: 'The tool says where its public keys are.',
        expected: 'jwks_uri, an absolute address.',
        source: `${dr} §3.5.1`,
      },
      onlyWrong,
    ),
    rule(
      'token_endpoint_auth_method',
      json.token_endpoint_auth_method,
      json.token_endpoint_auth_method === 'private_key_jwt',
      {
        title: 'The tool proves itself with its own key.',
        expected: '"private_key_jwt".',
        source: `${dr} §3.5.1; Security Framework 1.0 §4.1`,
      },
      onlyWrong,
    ),
  ];
}

function scopeRules({ scope }: Members): Applied[] {
  const asked = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
  const unknown = asked.filter((one) => one !== 'openid' && !allServiceScopes.some((scope) => scope === one));
  return [
    rule(
      'scope',
      scope,
      scope === undefined || (typeof scope === 'string' && unknown.length === 0),
      {
        title: 'The scopes asked for are services of this platform.',
        expected: 'Scopes of scopes_supported, with one blank between them. Others are not granted.',
        source: `${dr} §3.5.1; RFC 6749 §3.3`,
      },
      remark,
    ),
  ];
}

function toolRules(json: Members, tool: Members, isThere: boolean): Applied[] {
  const messages = list(tool.messages).map(membersOf);
  const types = messages.map((message) => message?.type);
  const uris = [json.initiate_login_uri, tool.target_link_uri, ...list(json.redirect_uris)].filter(isAddress);
  const domains = [tool.domain, ...list(tool.secondary_domains)].filter(isText).map((one) => one.toLowerCase());
  const strangers = uris.filter((uri) => !domains.some((domain) => isOfDomain(uri, domain)));
  const configuration = rule('tool_configuration', json[toolConfigurationMember], isThere, {
    title: 'The tool describes itself.',
    expected: `An object called ${toolConfigurationMember}.`,
  });
  if (!isThere) return [configuration];
  return [
    configuration,
    rule(
      'domain',
      tool.domain,
      isText(tool.domain),
      { title: 'The tool names its domain.', expected: 'A host name.' },
      onlyWrong,
    ),
    rule(
      'domain_match',
      strangers.length === 0 ? tool.domain : strangers,
      strangers.length === 0,
      {
        title: 'All addresses of the tool are within its domain.',
        expected: 'Hosts of domain or secondary_domains.',
      },
      remark,
    ),
    rule(
      'target_link_uri',
      tool.target_link_uri,
      isAddress(tool.target_link_uri),
      {
        title: 'The tool says what a launch opens.',
        expected: 'An absolute http or https address.',
      },
      onlyWrong,
    ),
    rule(
      'claims',
      tool.claims,
      list(tool.claims).every((claim) => typeof claim === 'string') && Array.isArray(tool.claims),
      {
        title: 'The tool names the claims it would like.',
        expected: 'A list of names.',
      },
      remark,
    ),
    rule(
      'messages',
      tool.messages,
      Array.isArray(tool.messages) && types.every(isText),
      {
        title: 'The tool names the messages it takes.',
        expected: 'A list of objects with a type.',
      },
      onlyWrong,
    ),
    rule(
      'message_types',
      types,
      types.every((type) => isText(type) && messagesSupported.includes(type)),
      {
        title: 'This platform sends the messages the tool takes.',
        expected: `${messagesSupported.join(', ')}.`,
      },
      remark,
    ),
  ];
}

function isOfDomain(uri: string, domain: string): boolean {
  const url = parseUrl(uri);
  if (url === null) return false;
  const name = domain.replace(/^https?:\/\//, '').replace(/[/:].*$/, '');
  return url.hostname === name || url.hostname.endsWith(`.${name}`) || url.host === domain;
}
