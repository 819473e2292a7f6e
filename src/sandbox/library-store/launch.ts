import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { Arrival } from './users.ts';

/** A valid launch into the store. */
export interface StoreLaunch {
  readonly arrival: Arrival;
  readonly context: string;
  readonly platform: string;
  /** Short name of the first role. */
  readonly role: string;
}

export type StoreLaunchResult =
  | { readonly ok: true; readonly launch: StoreLaunch }
  | { readonly ok: false; readonly reason: SandboxReason; readonly detail: string };

/** LTI's own protocol fields, and `user_id`: all the store asks for. */
const closed: readonly (readonly [name: string, allowed: string])[] = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
];

export function readStoreLaunch(parameters: URLSearchParams): StoreLaunchResult {
  const value = (name: string) => (parameters.get(name) ?? '').trim();
  for (const [name, allowed] of closed) {
    if (value(name) === '') return refuse('parameter-missing', `The launch carries no ${name}.`);
    if (value(name) !== allowed) {
      return refuse('parameter-invalid', `${name} is "${value(name)}" but must be ${allowed}.`);
    }
  }
  if (value('resource_link_id') === '') return refuse('parameter-missing', 'The launch carries no resource_link_id.');
  if (value('user_id') === '') return refuse('user-id-missing', 'The launch carries no user_id.');
  const parts = [value('lis_person_name_given'), value('lis_person_name_family')].filter((part) => part !== '');
  return {
    ok: true,
    launch: {
      arrival: { ltiUserId: value('user_id'), name: value('lis_person_name_full') || parts.join(' ') },
      context: value('context_title') || value('context_label') || value('context_id'),
      platform:
        value('tool_consumer_instance_name') ||
        value('tool_consumer_info_product_family_code') ||
        value('tool_consumer_instance_guid'),
      role: value('roles').split(',', 1)[0]?.trim().split(/[/#]/).at(-1) ?? '',
    },
  };
}

function refuse(reason: SandboxReason, detail: string): StoreLaunchResult {
  return { ok: false, reason, detail };
}
