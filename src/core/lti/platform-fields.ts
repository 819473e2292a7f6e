import { createHash } from 'node:crypto';
import type { PlatformPart } from '../../protocol/models/lti/launch-setup.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { contentItemRequestFields, withoutPlacement } from './content-item/request.ts';
import { substituted, variablesOfFields } from './substitution.ts';

/** URLs of the platform host for one launch. */
export type PlatformUrls = { returnUrl: string; outcomes: string; contentItems: string };

/**
 * The parameters of a launch with those the platform host adds (LTI 1.1 §3): return URL, outcome service and result, or all
 * of a selection request. What the form gives itself is left alone. Custom parameters that stand for one of these URLs are
 * filled in. `connectionId` keeps the results of two connections apart.
 */
export function withPlatformFields(params: Pairs, part: PlatformPart, urls: PlatformUrls, connectionId: string): Pairs {
  let fields = part.contentItems === null ? params : asSelectionRequest(params, part.contentItems, urls.contentItems);
  const value = (name: string): string | undefined => fields.find(([candidate]) => candidate === name)?.[1];
  const add = (name: string, text: string): void => {
    if (value(name) === undefined) fields = [...fields, [name, text]];
  };
  if (part.returnUrl) add('launch_presentation_return_url', urls.returnUrl);
  if (part.outcomes && part.contentItems === null) {
    add('lis_outcome_service_url', urls.outcomes);
    if (value('tool_consumer_info_product_family_code') === 'canvas') {
      // Canvas sends its older name too, and gives nobody but learners a result to fill in.
      add('ext_ims_lis_basic_outcome_url', urls.outcomes);
    } else add('lis_result_sourcedid', resultIdOf(value, connectionId));
  }
  const variables = variablesOfFields(new Map(fields));
  return fields.map(([name, text]) =>
    name.startsWith('custom_') ? (substituted([[name, text]], variables).pairs[0] ?? [name, text]) : [name, text],
  );
}

function asSelectionRequest(
  params: Pairs,
  request: NonNullable<PlatformPart['contentItems']>,
  returnUrl: string,
): Pairs {
  const own = contentItemRequestFields(request, returnUrl);
  const replaced = new Set([...own.map(([name]) => name), ...withoutPlacement]);
  return [...own, ...params.filter(([name]) => !replaced.has(name))];
}

/** The same for the same user at the same link, so that a grade is found again. */
function resultIdOf(value: (name: string) => string | undefined, connectionId: string): string {
  const key = [connectionId, value('context_id') ?? '', value('resource_link_id') ?? '', value('user_id') ?? ''];
  return createHash('sha1').update(JSON.stringify(key), 'utf8').digest('hex').slice(0, 32);
}
