import type { Parameters } from './parameters.ts';
import type { ToolProvider } from './tool-providers.ts';
import { flagOf, railsTime, textOf } from './values.ts';

/** An LTI resource in the documented response shape: `exam_id` is a number there and `tool_provider_id` a string. */
export interface LtiResource {
  readonly id: number;
  readonly lti_resource_link_id: null;
  readonly tool_provider_id: string;
  readonly lti_resource_link_name: string;
  readonly exam_id: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly lti_resource_launch_url: string;
  readonly lti_custom_data: string;
  readonly open_in_new_tab: boolean;
  readonly placeholder: string;
}

export interface Linked {
  readonly examId: number;
  readonly toolProvider: ToolProvider;
}

/** The launch address falls back on the tool provider's; the custom data do so when a launch is made. */
export function newLtiResource(id: number, parameters: Parameters, linked: Linked, now: number): LtiResource {
  const at = railsTime(now);
  return {
    id,
    lti_resource_link_id: null,
    tool_provider_id: String(linked.toolProvider.id),
    lti_resource_link_name: textOf(parameters, 'lti_resource_link_name', ''),
    exam_id: linked.examId,
    created_at: at,
    updated_at: at,
    lti_resource_launch_url: textOf(parameters, 'lti_resource_launch_url', '') || linked.toolProvider.tool_url,
    lti_custom_data: textOf(parameters, 'lti_custom_data', ''),
    open_in_new_tab: flagOf(parameters, 'open_in_new_tab', false),
    placeholder: `LTI_EXAM_${id}`,
  };
}

export function changedLtiResource(old: LtiResource, parameters: Parameters, linked: Linked, now: number): LtiResource {
  return {
    ...old,
    tool_provider_id: String(linked.toolProvider.id),
    exam_id: linked.examId,
    lti_resource_link_name: textOf(parameters, 'lti_resource_link_name', old.lti_resource_link_name),
    updated_at: railsTime(now),
    lti_resource_launch_url: textOf(parameters, 'lti_resource_launch_url', old.lti_resource_launch_url),
    lti_custom_data: textOf(parameters, 'lti_custom_data', old.lti_custom_data),
    open_in_new_tab: flagOf(parameters, 'open_in_new_tab', old.open_in_new_tab),
  };
}
