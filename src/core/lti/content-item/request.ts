import type { ContentItemRequest } from '../../../protocol/models/lti/lti.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

/** Parameters of a launch that a selection request does not have: nothing has been placed yet (Content-Item Message 1.0 §3.1). */
export const withoutPlacement: readonly string[] = [
  'resource_link_id',
  'resource_link_title',
  'resource_link_description',
  'lis_result_sourcedid',
  'lis_outcome_service_url',
];

/** The parameters of a content-item selection request of its own (Content-Item Message 1.0 §3.1); optional ones only as set. */
export function contentItemRequestFields(request: ContentItemRequest, returnUrl: string): Pairs {
  const flag = (name: string, value: boolean | undefined): Pairs =>
    value === undefined ? [] : [[name, String(value)]];
  const text = (name: string, value: string | undefined): Pairs => (value === undefined ? [] : [[name, value]]);
  return [
    ['lti_message_type', 'ContentItemSelectionRequest'],
    ['lti_version', 'LTI-1p0'],
    ['accept_media_types', request.acceptMediaTypes.join(',')],
    ['accept_presentation_document_targets', request.presentationTargets.join(',')],
    ['content_item_return_url', returnUrl],
    ...flag('accept_unsigned', request.acceptUnsigned),
    ...flag('accept_multiple', request.acceptMultiple),
    ...flag('accept_copy_advice', request.acceptCopyAdvice),
    ...flag('auto_create', request.autoCreate),
    ...flag('can_confirm', request.canConfirm),
    ...text('title', request.title),
    ...text('text', request.text),
    ...text('data', request.data),
  ];
}
