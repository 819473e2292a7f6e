import type { JWTPayload } from 'jose';
import { UnsecuredJWT } from 'jose';
import type { ContentBehaviour } from '../../../protocol/misbehaving/advantage/services.ts';
import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page, policyForPost } from '../../http/html.ts';
import { deepLinkingClaim, ltiClaim } from '../../lti-1.3/claims.ts';
import type { ContentItem } from '../../lti-1.3/deep-linking.ts';
import { deepLinkingResponse } from '../../lti-1.3/deep-linking.ts';
import { style } from '../style.ts';
import type { AdvantageBehaviour, AdvantageVisit } from './behaviour.ts';
import { strangerTo } from './service-faults.ts';

/** How an answer to a deep linking request differs from a right one. */
interface ContentFault {
  readonly items?: readonly ContentItem[];
  readonly claims?: (right: JWTPayload, visit: AdvantageVisit) => JWTPayload;
  readonly sealed?: 'unsigned' | 'other-key';
  readonly field?: string;
}

const item = (title: string): ContentItem => ({ type: 'ltiResourceLink', title, custom: { title } });

/** Answers with one link, wrong as the fault says; a page that posts itself. */
export async function selection(visit: AdvantageVisit, fault: ContentFault = {}): Promise<Answer> {
  const { platform, message, now } = visit;
  const right = deepLinkingResponse(platform, message, fault.items ?? [item('One link')], { now });
  const token = await seal(visit, fault.claims?.(right, visit) ?? right, fault.sealed);
  return postPage(message.deepLinking?.returnUrl ?? '', fault.field ?? 'JWT', token);
}

async function seal({ tool }: AdvantageVisit, claims: JWTPayload, how: ContentFault['sealed']): Promise<string> {
  if (how === 'unsigned') return new UnsecuredJWT(claims).encode();
  const signer = how === 'other-key' ? await strangerTo(tool) : tool;
  return (await signer.key()).sign(claims);
}

const script = 'document.forms[0].submit();';

function postPage(url: string, field: string, token: string): Answer {
  const body = `<main><h1>Back to the platform</h1><form action="${escapeHtml(url)}" method="post"><input type="hidden" name="${field}" value="${token}"><button>Go on</button></form><script>${script}</script></main>`;
  return html(200, page('Back to the platform – Misbehaving tool', style, body), policyForPost(style, script));
}

const selects = (fault: ContentFault): AdvantageBehaviour => ({ selects: (visit) => selection(visit, fault) });
const claimed = (change: (visit: AdvantageVisit) => JWTPayload): AdvantageBehaviour =>
  selects({ claims: (right, visit) => ({ ...right, ...change(visit) }) });

export const contentFaults: Readonly<Record<ContentBehaviour, AdvantageBehaviour>> = {
  'content-data-altered': claimed(({ message }) => ({
    [deepLinkingClaim('data')]: `${message.deepLinking?.data ?? ''}-altered`,
  })),
  'content-data-dropped': claimed(() => ({ [deepLinkingClaim('data')]: undefined })),
  'content-too-many': selects({ items: ['First link', 'Second link', 'Third link'].map(item) }),
  'content-wrong-type': selects({ items: [{ type: 'hologram', title: 'A hologram' }] }),
  'content-unsigned': selects({ sealed: 'unsigned' }),
  'content-other-key': selects({ sealed: 'other-key' }),
  'content-parties': claimed(({ platform }) => ({ iss: platform.issuer, aud: platform.clientId })),
  'content-expired': claimed(({ now }) => ({ iat: Math.floor(now / 1000) - 3600, exp: Math.floor(now / 1000) - 3000 })),
  'content-deployment': claimed(() => ({ [ltiClaim('deployment_id')]: 'deployment-of-nobody' })),
  'content-field-name': selects({ field: 'jwt' }),
};
