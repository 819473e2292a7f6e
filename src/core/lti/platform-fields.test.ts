import { expect, test } from 'vitest';
import { platformPartSchema } from '../../protocol/models/lti/launch-setup.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { withPlatformFields } from './platform-fields.ts';
import { legacyQueryLaunch } from './query-signing.ts';

const urls = { returnUrl: 'http://p/return', outcomes: 'http://p/outcomes', contentItems: 'http://p/content-items' };
const launch: Pairs = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
  ['resource_link_id', 'l'],
  ['user_id', 'u'],
];
const filled = (params: Pairs, part: unknown, connection = 'c') =>
  withPlatformFields(params, platformPartSchema.parse(part), urls, connection);

test('adds nothing that was not asked for', () => {
  expect(filled(launch, {})).toEqual(launch);
});

test('adds return URL, outcome service and a result of its own', () => {
  const added = filled(launch, { returnUrl: true, outcomes: true }).slice(launch.length);
  expect(added).toEqual([
    ['launch_presentation_return_url', urls.returnUrl],
    ['lis_outcome_service_url', urls.outcomes],
    ['lis_result_sourcedid', expect.stringMatching(/^[0-9a-f]{32}$/)],
  ]);
});

test('the result is the same for the same user and link of a connection only', () => {
  const resultOf = (params: Pairs, connection?: string) => filled(params, { outcomes: true }, connection).at(-1)?.[1];
  expect(resultOf(launch)).toBe(resultOf(launch));
  expect(resultOf(launch, 'other')).not.toBe(resultOf(launch));
  expect(resultOf([...launch.slice(0, 3), ['user_id', 'v']])).not.toBe(resultOf(launch));
});

test('leaves alone what the form gives', () => {
  const own: Pairs = [
    ['launch_presentation_return_url', ''],
    ['lis_outcome_service_url', 'https://lms.example/o'],
    ['lis_result_sourcedid', 'mine'],
  ];
  expect(filled([...launch, ...own], { returnUrl: true, outcomes: true })).toEqual([...launch, ...own]);
});

test('gives a launch of Canvas its older name, and no result it does not have', () => {
  const canvas: Pairs = [...launch, ['tool_consumer_info_product_family_code', 'canvas']];
  expect(filled(canvas, { outcomes: true }).slice(canvas.length)).toEqual([
    ['lis_outcome_service_url', urls.outcomes],
    ['ext_ims_lis_basic_outcome_url', urls.outcomes],
  ]);
});

test('fills in custom parameters that stand for a URL of the launch', () => {
  const params: Pairs = [...launch, ['custom_where', '$BasicOutcome.url'], ['other', '$BasicOutcome.url']];
  expect(filled(params, { outcomes: true })).toContainEqual(['custom_where', urls.outcomes]);
  expect(filled(params, { outcomes: true })).toContainEqual(['other', '$BasicOutcome.url']);
  expect(filled(params, {})).toContainEqual(['custom_where', '$BasicOutcome.url']);
});

test('makes a selection request, without link and result', () => {
  const contentItems = {
    acceptMediaTypes: ['application/vnd.ims.lti.v1.ltilink', 'text/html'],
    presentationTargets: ['iframe', 'window'],
    acceptMultiple: true,
    canConfirm: false,
    data: 'd',
  };
  expect(filled([...launch, ['title', 'old']], { outcomes: true, contentItems })).toEqual([
    ['lti_message_type', 'ContentItemSelectionRequest'],
    ['lti_version', 'LTI-1p0'],
    ['accept_media_types', 'application/vnd.ims.lti.v1.ltilink,text/html'],
    ['accept_presentation_document_targets', 'iframe,window'],
    ['content_item_return_url', urls.contentItems],
    ['accept_multiple', 'true'],
    ['can_confirm', 'false'],
    ['data', 'd'],
    ['user_id', 'u'],
    ['title', 'old'],
  ]);
});

test('legacy query signing copies the query into the form and posts to the URL with it', () => {
  const legacy = legacyQueryLaunch('https://t.example/l?a=1%202&user_id=x&a=3', launch);
  expect(legacy.url).toBe('https://t.example/l');
  expect(legacy.params).toEqual([...launch, ['a', '1 2'], ['a', '3']]);
  const signed = { method: 'POST', url: legacy.url, headers: [], fields: [], body: '' };
  expect(legacy.send(signed).url).toBe('https://t.example/l?a=1%202&user_id=x&a=3');
  expect(legacyQueryLaunch('https://t.example/l', launch)).toMatchObject({
    url: 'https://t.example/l',
    params: launch,
  });
});
