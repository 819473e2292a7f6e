import { expect, test } from 'vitest';
import type { DeepLinkingRequest } from '../../../../protocol/models/advantage/launch.ts';
import { gradeScopes } from '../../../../protocol/models/advantage/scopes.ts';
import { checkMessageSchema } from '../message/message-schema.ts';
import { deepLinkingClaim, endpointClaim, groupsClaim, namesRolesClaim, serviceClaimNames } from './claims.ts';

const setup: DeepLinkingRequest = {
  acceptTypes: ['link'],
  acceptPresentationDocumentTargets: ['iframe'],
  acceptMediaTypes: '',
  acceptMultiple: false,
  acceptLineItem: true,
  autoCreate: false,
  title: 'Chapter',
  text: '',
  data: 'd',
};
const url = (path: string) => `http://127.0.0.1:1/lti/r/c/k/${path}`;

test('the endpoint claim names a line item only where there is one, and grants writing only where asked', () => {
  const lineItems = url('lineitems');
  expect(endpointClaim({ lineItems, lineItem: null, scopes: gradeScopes('read') })).toEqual({
    scope: [
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
      'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
    ],
    lineitems: lineItems,
  });
  const { scope, lineitem } = endpointClaim({ lineItems, lineItem: url('lineitems/1'), scopes: gradeScopes('write') });
  expect(lineitem).toBe(url('lineitems/1'));
  expect(scope).toContain('https://purl.imsglobal.org/spec/lti-ags/scope/score');
});

test('a deep linking request says what is set and leaves out texts that are empty', () => {
  const claim = deepLinkingClaim({ setup, returnUrl: url('back') });
  expect(claim).toMatchObject({ accept_types: ['link'], accept_multiple: false, title: 'Chapter', data: 'd' });
  expect(Object.keys(claim)).not.toContain('text');
  expect(Object.keys(claim)).not.toContain('accept_media_types');
});

test('all service claims fit the schema tools are held to', () => {
  const prefix = 'https://purl.imsglobal.org/spec/lti/claim/';
  const faults = checkMessageSchema(
    {
      [`${prefix}version`]: '1.3.0',
      [`${prefix}message_type`]: 'LtiDeepLinkingRequest',
      [`${prefix}deployment_id`]: 'd',
      [`${prefix}roles`]: [],
      [serviceClaimNames.endpoint]: endpointClaim({
        lineItems: url('i'),
        lineItem: null,
        scopes: gradeScopes('write'),
      }),
      [serviceClaimNames.namesRoles]: namesRolesClaim({ memberships: url('m') }),
      [serviceClaimNames.groups]: groupsClaim({ groups: url('g'), groupSets: url('s') }),
      [serviceClaimNames.deepLinkingSettings]: deepLinkingClaim({ setup, returnUrl: url('back') }),
    },
    'LtiDeepLinkingRequest',
  );
  expect(faults).toEqual([]);
});
