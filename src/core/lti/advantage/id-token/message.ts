import type { ClaimFault, TokenStep } from '../../../../protocol/models/advantage/checklist.ts';
import { type Claims, claims, quoted, textClaim } from '../message/claims.ts';
import { checkMessageSchema, messageTypes } from '../message/message-schema.ts';
import { readRoleUri } from '../message/roles.ts';
import type { TokenExpectations } from './expectations.ts';
import { failed, passed, remarked, type StepOutcome, step, unknown } from './steps.ts';

function version(all: Claims): StepOutcome {
  const value = all[claims.version];
  return value === '1.3.0' ? passed('"1.3.0".') : failed(`The version claim is ${quoted(value)}.`);
}

function messageType(all: Claims): StepOutcome {
  const value = textClaim(all, claims.messageType);
  if (value === null) return failed(`The message_type claim is ${quoted(all[claims.messageType])}.`);
  if (messageTypes.includes(value)) return passed(`${value}.`);
  const near = messageTypes.find((one) => one.toLowerCase() === value.toLowerCase());
  return near === undefined
    ? remarked(`"${value.slice(0, 120)}", which no specification we know has.`)
    : failed(`"${value}".`, { expected: `${near}, written like this.` });
}

function schema(all: Claims): StepOutcome {
  const faults = checkMessageSchema(all, textClaim(all, claims.messageType));
  const errors = faults.filter(({ severity }) => severity === 'error');
  const warnings = faults.filter(({ severity }) => severity === 'warning');
  const paths = (list: readonly ClaimFault[]): string =>
    list
      .slice(0, 4)
      .map(({ path }) => path)
      .join(', ');
  if (errors.length > 0) {
    const [first] = errors;
    return failed(
      errors.length === 1 && first !== undefined
        ? `${first.path} is ${first.seen}.`
        : `${errors.length} claims are not as they should be: ${paths(errors)}.`,
      { faults, ...(errors.length === 1 && first !== undefined ? { expected: first.expected } : {}) },
    );
  }
  return warnings.length > 0
    ? remarked(`${warnings.length} claims are unusual: ${paths(warnings)}.`, { faults })
    : { ...passed('All as they should be.'), faults };
}

function subject(all: Claims): StepOutcome {
  const { sub } = all;
  if (sub === undefined) {
    return remarked('No sub: the launch is anonymous, which is allowed. ltijs and others refuse it all the same.');
  }
  return typeof sub === 'string' && sub !== ''
    ? passed(`sub "${sub.slice(0, 120)}".`)
    : failed(`sub is ${quoted(sub)}.`);
}

function roles(all: Claims): StepOutcome {
  const value = all[claims.roles];
  if (value === undefined) return failed('No roles claim.', { expected: 'A list of role URIs; it may be empty.' });
  if (!Array.isArray(value) || !value.every((role) => typeof role === 'string')) {
    return failed(`roles is ${quoted(value)}.`, { expected: 'A list of texts, not one text.' });
  }
  if (value.length === 0) return remarked('No roles: a tool does not know what the user may do.');
  const read = value.map(readRoleUri);
  const short = read.filter(({ text, kind }) => kind !== 'unknown' && !text.includes(':'));
  const old = value.filter((role) => /^urn:lti:/i.test(role));
  const strangers = read.filter(({ kind, text }) => kind === 'unknown' && !old.includes(text));
  if (old.length > 0) return remarked(`Roles of LTI 1.x: ${old.slice(0, 4).join(', ')}.`, { expected: 'Role URIs.' });
  if (short.length > 0) {
    return remarked(
      `Short names: ${short
        .slice(0, 4)
        .map(({ text }) => text)
        .join(', ')}.`,
      {
        expected: 'Full URIs; short names are deprecated (LTI 1.3 §A.2.3.1).',
      },
    );
  }
  if (!read.some(({ kind }) => kind === 'context')) {
    return remarked('No role of the course: it does not say what the user may do there.');
  }
  return strangers.length > 0
    ? remarked(
        `Roles outside the vocabulary: ${strangers
          .slice(0, 4)
          .map(({ text }) => text.slice(0, 120))
          .join(', ')}.`,
      )
    : passed(`${value.length} ${value.length === 1 ? 'role' : 'roles'}, all known.`);
}

function target(all: Claims, request: TokenExpectations['request']): StepOutcome {
  const value = textClaim(all, claims.targetLinkUri);
  if (value === null) {
    return textClaim(all, claims.messageType) === 'LtiDeepLinkingRequest'
      ? passed('None, which a selection need not have.')
      : failed(`target_link_uri is ${quoted(all[claims.targetLinkUri])}.`);
  }
  const login = request?.targetLinkUri ?? null;
  if (login === null) return unknown(`"${value}"; there is no login to compare it with.`);
  return value === login
    ? passed(`"${value}".`)
    : remarked(`The token says "${value}", the login said "${login}". Tools that trust the login open another page.`);
}

/** What it says: `version` to `target_link_uri` (OI-06 to OI-08). */
export function checkMessage(all: Claims, { request }: TokenExpectations): TokenStep[] {
  return [
    step('version', version(all)),
    step('message_type', messageType(all)),
    step('schema', schema(all)),
    step('sub', subject(all)),
    step('roles', roles(all)),
    step('target_link_uri', target(all, request)),
  ];
}
