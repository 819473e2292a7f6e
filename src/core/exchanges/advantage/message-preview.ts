import type { ClaimOrigin, MessagePreview } from '../../../protocol/models/advantage/message.ts';
import { checkMessageSchema } from '../../lti/advantage/message/message-schema.ts';
import { messageLifetime } from '../../lti/advantage/platform/message.ts';
import type { PreparedAdvantage } from './prepare.ts';

const ofToken = ['iss', 'aud', 'iat', 'exp', 'nonce'];
const ofPerson = ['sub', 'name', 'given_name', 'family_name', 'middle_name', 'email', 'picture', 'locale'];

/** What stands for a nonce until the tool has said its own. */
const nonceOfTool = 'chosen by the tool';

/** The claims a launch would send now, where each comes from, and where they depart from their schema. */
export function previewMessage({ plan, facts, claims, notes, known }: PreparedAdvantage): MessagePreview {
  const { issuer, clientId } = facts;
  const own = { iss: issuer, aud: clientId, iat: known.now, exp: known.now + messageLifetime, nonce: nonceOfTool };
  const all = { ...own, ...claims };
  const origin = (name: string): ClaimOrigin => {
    if (Object.hasOwn(plan.claimChanges, name)) return 'you';
    if (ofToken.includes(name)) return 'token';
    return ofPerson.includes(name) ? 'person' : 'lms';
  };
  return {
    messageType: plan.messageType,
    claims: Object.entries(all).map(([name, value]) => ({ name, value, origin: origin(name) })),
    faults: checkMessageSchema(all, plan.messageType),
    notes,
  };
}
