import type { AdvantageBehaviourEntry } from './behaviour.ts';

const noToken = 'The launch goes well; the platform gives no access token.';
const noScore = 'The launch goes well; the platform refuses the score.';
const noItems = 'The platform refuses the answer to the deep linking request.';

/** A key set that platforms cannot use, from the launch of the behaviour until the next launch. */
export const keySetBehaviours = [
  { id: 'keys-slow', rows: ['B12'], title: 'Its key set takes twelve seconds', sees: noToken, needs: ['grades'] },
  { id: 'keys-html', rows: ['B12'], title: 'Its key set is a web page', sees: noToken, needs: ['grades'] },
  { id: 'keys-empty', rows: ['B12'], title: 'Its key set is empty', sees: noToken, needs: ['grades'] },
  {
    id: 'keys-single',
    rows: ['B12'],
    title: 'Its key set is a single key and no list',
    sees: noToken,
    needs: ['grades'],
  },
] as const satisfies readonly AdvantageBehaviourEntry[];

/** Calls of the platform's services that go wrong, made when the launch comes; the tool shows what the platform answered. */
export const serviceBehaviours = [
  {
    id: 'service-assertion-audience',
    rows: ['C4'],
    title: 'Its assertion is for another address',
    sees: noToken,
    needs: ['grades'],
  },
  {
    id: 'service-assertion-expired',
    rows: ['C4'],
    title: 'Its assertion has expired',
    sees: noToken,
    needs: ['grades'],
  },
  {
    id: 'service-assertion-reused',
    rows: ['C4'],
    title: 'Uses the jti of its assertion twice',
    sees: noToken,
    needs: ['grades'],
  },
  { id: 'service-assertion-no-jti', rows: ['C4'], title: 'Its assertion has no jti', sees: noToken, needs: ['grades'] },
  {
    id: 'service-assertion-subject',
    rows: ['C4'],
    title: 'Its assertion has another sub than iss',
    sees: noToken,
    needs: ['grades'],
  },
  {
    id: 'service-assertion-no-kid',
    rows: ['C1', 'C4'],
    title: 'Its assertion names no key',
    sees: noToken,
    needs: ['grades'],
  },
  {
    id: 'service-assertion-other-key',
    rows: ['C1', 'C4'],
    title: 'Signs its assertion with a key it does not publish',
    sees: noToken,
    needs: ['grades'],
  },
  {
    id: 'service-scope-unasked',
    rows: ['C5'],
    title: 'Asks for a scope that nobody granted',
    sees: 'The launch goes well; the platform grants less than was asked for, or nothing.',
    needs: ['grades'],
  },
  {
    id: 'service-token-missing',
    rows: ['C5'],
    title: 'Calls the line items without a token',
    sees: 'The launch goes well; the platform answers 401.',
    needs: ['grades'],
  },
  {
    id: 'service-score-old',
    rows: ['C6'],
    title: 'Posts a score that is older than the last one',
    sees: noScore,
    needs: ['grades'],
  },
  {
    id: 'service-score-no-maximum',
    rows: ['C6'],
    title: 'Posts scoreGiven without scoreMaximum',
    sees: noScore,
    needs: ['grades'],
  },
  {
    id: 'service-score-other-user',
    rows: ['C6', 'C7'],
    title: 'Posts a score of somebody who is not in the course',
    sees: noScore,
    needs: ['grades'],
  },
  {
    id: 'service-score-address',
    rows: ['C8'],
    title: 'Adds /scores behind the query of the line item',
    sees: noScore,
    needs: ['grades'],
  },
  {
    id: 'service-score-media-type',
    rows: ['C9'],
    title: 'Posts a score as plain JSON',
    sees: 'The launch goes well; platforms may refuse the media type.',
    needs: ['grades'],
  },
  {
    id: 'service-roster-first-page',
    rows: ['C10'],
    title: 'Reads the first page of the roster only',
    sees: 'The launch goes well; the tool knows two members of the course.',
    needs: ['roster'],
  },
] as const satisfies readonly AdvantageBehaviourEntry[];

/** Answers to a deep linking request that go wrong. */
export const contentBehaviours = [
  { id: 'content-data-altered', rows: ['C3'], title: 'Alters data', sees: noItems, needs: ['deep-linking'] },
  {
    id: 'content-data-dropped',
    rows: ['C3'],
    title: 'Does not send data back',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-too-many',
    rows: ['C3'],
    title: 'Returns three items, however many are taken',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-wrong-type',
    rows: ['C3'],
    title: 'Returns an item of a type nobody takes',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-unsigned',
    rows: ['C1'],
    title: 'Does not sign its answer (alg none)',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-other-key',
    rows: ['C1'],
    title: 'Signs its answer with a key it does not publish',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-parties',
    rows: ['C1'],
    title: 'Leaves iss and aud as the platform sent them',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-expired',
    rows: ['C1'],
    title: 'Returns an answer that has expired',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-deployment',
    rows: ['C1'],
    title: 'Returns another deployment_id',
    sees: noItems,
    needs: ['deep-linking'],
  },
  {
    id: 'content-field-name',
    rows: ['C2'],
    title: 'Posts its answer as jwt instead of JWT',
    sees: noItems,
    needs: ['deep-linking'],
  },
] as const satisfies readonly AdvantageBehaviourEntry[];

export type KeySetBehaviour = (typeof keySetBehaviours)[number]['id'];
export type ServiceBehaviour = (typeof serviceBehaviours)[number]['id'];
export type ContentBehaviour = (typeof contentBehaviours)[number]['id'];
