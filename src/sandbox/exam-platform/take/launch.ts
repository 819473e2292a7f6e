import { randomUUID } from 'node:crypto';
import { hmacsign } from 'oauth-sign';
import type { Exam } from '../exams.ts';
import type { LtiResource } from '../lti-resources.ts';
import type { ToolProvider } from '../tool-providers.ts';

export type Pair = readonly [name: string, value: string];

/** A launch from the exam page, before it is signed. */
export interface LaunchPlan {
  readonly exam: Exam;
  readonly resource: LtiResource;
  readonly provider: ToolProvider;
  /** Number of the candidate: each has a user id of their own. */
  readonly candidate: number;
}

export interface SignedLaunch {
  /** Address the form is posted to, its query included. */
  readonly action: string;
  readonly fields: readonly Pair[];
}

/** Why a launch cannot be made: something the one who set up tool provider or resource has to mend. */
export class LaunchSetupError extends Error {
  override readonly name = 'LaunchSetupError';
}

/** Where the resource's launch goes. Throws LaunchSetupError when there is no address, or one no browser can post to. */
export function launchAddress({ resource, provider }: LaunchPlan): URL {
  const text = resource.lti_resource_launch_url || provider.tool_url;
  if (text === '') {
    throw new LaunchSetupError(
      'Neither the LTI resource nor its tool provider has a launch address. Set lti_resource_launch_url or tool_url.',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new LaunchSetupError(`The launch address "${text}" is not an http or https address.`);
  }
  return url;
}

/**
 * The members of `lti_custom_data` as launch parameters: "custom_ will be added in front of each key of the JSON". The
 * resource's own data count; where it has none, the tool provider's. Throws LaunchSetupError for text that is no JSON object.
 */
export function customParameters({ resource, provider }: LaunchPlan): Pair[] {
  const text = resource.lti_custom_data.trim() || provider.lti_custom_data.trim() || '{}';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new LaunchSetupError('lti_custom_data is not JSON.');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new LaunchSetupError('lti_custom_data is not a JSON object.');
  }
  return Object.entries(data).map(
    ([key, value]): Pair => [`custom_${key}`, formText(typeof value === 'string' ? value : JSON.stringify(value))],
  );
}

/** A browser posts line breaks as CR LF, so they are signed that way. */
function formText(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

/** An LTI 1.0 launch, signed with the tool provider's key and secret (HMAC-SHA1). `now` in milliseconds since the epoch. */
export function signLaunch(plan: LaunchPlan, now: number): SignedLaunch {
  const { exam, resource, provider, candidate } = plan;
  const url = launchAddress(plan);
  const fields: Pair[] = [
    ['lti_message_type', 'basic-lti-launch-request'],
    ['lti_version', 'LTI-1p0'],
    ['resource_link_id', resource.placeholder],
    ['resource_link_title', formText(resource.lti_resource_link_name)],
    ['user_id', `candidate-${candidate}`],
    ['roles', 'Learner'],
    ['lis_person_name_full', `Candidate ${candidate}`],
    ['lis_person_name_given', 'Candidate'],
    ['lis_person_name_family', String(candidate)],
    ['context_id', `exam-${exam.id}`],
    ['context_type', 'CourseSection'],
    ['context_title', formText(exam.name).slice(0, 255)],
    ['launch_presentation_document_target', resource.open_in_new_tab ? 'window' : 'iframe'],
    ['launch_presentation_locale', exam.exam_language],
    ['tool_consumer_info_product_family_code', 'sandbox-exam-platform'],
    ['tool_consumer_instance_guid', 'exam-platform.sandbox.localhost'],
    ...customParameters(plan),
    ['oauth_consumer_key', provider.oauth_consumer_key],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(Math.floor(now / 1000))],
    ['oauth_nonce', randomUUID()],
    ['oauth_version', '1.0'],
    ['oauth_callback', 'about:blank'],
  ];
  const signature = hmacsign(
    'POST',
    `${url.origin}${url.pathname}`,
    byName([...url.searchParams, ...fields]),
    provider.oauth_consumer_secret,
  );
  url.hash = '';
  return { action: url.href, fields: [...fields, ['oauth_signature', signature]] };
}

function byName(pairs: readonly Pair[]): Record<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of pairs) parameters.set(name, [...(parameters.get(name) ?? []), value]);
  return Object.fromEntries(parameters);
}
