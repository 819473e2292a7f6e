import { expect, test } from 'vitest';
import { consumerKeySignature, migrationClaim } from './migration.ts';

/** The example of the LTI Advantage Migration Guide. */
const example = {
  consumer: { key: '179248902', secret: 'my-lti11-secret' },
  deploymentId: '689302',
  issuer: 'https://lmsvendor.com',
  clientId: 'PM48OJSfGDTAzAo',
  exp: 1551290856,
  nonce: '172we8671fd8z',
};

test('the signature is that of the guide’s example', () => {
  expect(consumerKeySignature(example)).toBe('lWd54kFo5qU7xshAna6v8BwoBm6tmUjc6GTax6+12ps=');
});

test('the claim tells the ids that changed, and no others', () => {
  const claim = migrationClaim(
    example,
    { userId: '34212', resourceLinkId: 'link-1', contextId: 'course-1' },
    { sub: 'a6d5c443-1f51-4783-ba1a-7686ffe3b54a', resourceLinkId: 'link-1', contextId: null },
  );
  expect(claim).toEqual({
    user_id: '34212',
    context_id: 'course-1',
    oauth_consumer_key: '179248902',
    oauth_consumer_key_sign: 'lWd54kFo5qU7xshAna6v8BwoBm6tmUjc6GTax6+12ps=',
  });
});
