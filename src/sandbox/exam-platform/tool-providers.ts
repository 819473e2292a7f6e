import type { Parameters } from './parameters.ts';
import { flagOf, railsTime, textOf } from './values.ts';

/** A tool provider in the documented response shape. The secret is returned in clear, as the documents show. */
export interface ToolProvider {
  readonly id: number;
  readonly tool_name: string;
  readonly tool_url: string;
  readonly oauth_consumer_key: string;
  readonly oauth_consumer_secret: string;
  readonly institute_id: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly use_as_basic_link: boolean;
  readonly lti_custom_data: string;
}

/** `institute_id` of the request is left aside: it is for superusers, which the sandbox's caller is not. */
export function newToolProvider(id: number, parameters: Parameters, now: number): ToolProvider {
  const at = railsTime(now);
  return {
    id,
    tool_name: textOf(parameters, 'tool_name', ''),
    tool_url: textOf(parameters, 'tool_url', ''),
    oauth_consumer_key: textOf(parameters, 'oauth_consumer_key', ''),
    oauth_consumer_secret: textOf(parameters, 'oauth_consumer_secret', ''),
    institute_id: 1,
    created_at: at,
    updated_at: at,
    use_as_basic_link: flagOf(parameters, 'use_as_basic_link', true),
    lti_custom_data: textOf(parameters, 'lti_custom_data', '{}'),
  };
}

export function changedToolProvider(old: ToolProvider, parameters: Parameters, now: number): ToolProvider {
  return {
    ...old,
    tool_name: textOf(parameters, 'tool_name', old.tool_name),
    tool_url: textOf(parameters, 'tool_url', old.tool_url),
    oauth_consumer_key: textOf(parameters, 'oauth_consumer_key', old.oauth_consumer_key),
    oauth_consumer_secret: textOf(parameters, 'oauth_consumer_secret', old.oauth_consumer_secret),
    updated_at: railsTime(now),
    use_as_basic_link: flagOf(parameters, 'use_as_basic_link', old.use_as_basic_link),
    lti_custom_data: textOf(parameters, 'lti_custom_data', old.lti_custom_data),
  };
}
