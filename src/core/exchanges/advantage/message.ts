import type { JWK } from 'jose';
import type { AdvantageCheck } from '../../../protocol/models/advantage/launch.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { Claims } from '../../lti/advantage/message/claims.ts';
import { sealToken } from '../../lti/advantage/negative/seal.ts';
import { checkMessageToken, messageDraft } from '../../lti/advantage/platform/message.ts';
import type { AdvantagePlan, Registration } from './plan.ts';
import type { PreparedAdvantage } from './prepare.ts';

export type MessageIntent = {
  plan: AdvantagePlan;
  known: PreparedAdvantage['known'];
  registration: Registration;
  claims: Claims;
  nonce: string;
  state: string | null;
  /** Seconds since the epoch. */
  now: number;
  keys: readonly JWK[];
  /** Whether a message with the nonce was sent before; asked with the nonce as it is sent. */
  nonceUsed(nonce: string): boolean;
};

export type SealedMessage = {
  /** As they are posted. */
  fields: Pairs;
  /** Of the token; empty where it has none. */
  signature: string;
  checks: AdvantageCheck[];
  token: { header: Claims; claims: Claims } | null;
};

/** Makes the message of a launch, wrong on purpose where that was asked for, and judges it as a tool has to. */
export async function sealMessage(intent: MessageIntent): Promise<SealedMessage> {
  const { plan, known, registration, nonce, state, now, keys } = intent;
  const { issuer, clientId, kid, privateKey, deploymentIds } = registration;
  const right = messageDraft({ issuer, clientId, kid, nonce, state, now, claims: intent.claims });
  const draft = plan.change.message?.(right, { ...known, now }) ?? right;
  const token = await sealToken(draft, privateKey);
  const fields = draft.fields.map(([name, value]): Pairs[number] => [name, name === 'id_token' ? token : value]);
  const nonceUsed = intent.nonceUsed(typeof draft.claims.nonce === 'string' ? draft.claims.nonce : nonce);
  const { targetLinkUri } = plan;
  const expected = { issuer, clientId, deploymentIds, keys, nonce, nonceUsed, state, targetLinkUri, now };
  return { fields, signature: token.split('.')[2] ?? '', ...(await checkMessageToken(fields, expected)) };
}
