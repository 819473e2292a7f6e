import type { AdvantageSetup, DeepLinkingRequest } from '../../../../protocol/models/advantage/launch.ts';
import type { LineItem } from '../../../../protocol/models/advantage/services.ts';
import type { LinkPlacement } from '../../../../protocol/models/roster.ts';
import type { Claims } from '../claims.ts';
import { deepLinkingClaim, endpointClaim, namesRolesClaim, serviceClaimNames } from './claims.ts';

/** A launch, as far as services hang on it. */
export type ServiceOffer = {
  registrationId: string;
  connectionId: string;
  courseId: string;
  placement: LinkPlacement;
  messageType: string;
  deploymentId: string;
  setup: AdvantageSetup;
  /** `null`: for a preview, of which nothing is kept. */
  exchangeId: string | null;
};

export type OfferPorts = {
  /** Of the services of a course, without a slash at its end. */
  courseUrl: string;
  /** Line items of the link that is launched. */
  items: readonly LineItem[];
  /** Makes one, for a tool that may only score. */
  makeItem(): LineItem;
  /** Where the answer to a deep linking request goes. */
  openDeepLinking(request: DeepLinkingRequest): string;
};

/** Asked for where nobody said: links and files, several of them. */
export const firstDeepLinking: DeepLinkingRequest = {
  acceptTypes: ['ltiResourceLink', 'link', 'file', 'html', 'image'],
  acceptPresentationDocumentTargets: ['iframe', 'window', 'embed'],
  acceptMediaTypes: '',
  acceptMultiple: true,
  acceptLineItem: true,
  autoCreate: false,
  title: '',
  text: '',
  data: '',
};

/** The claims of a message that tell the tool which services it has, and where; for a selection also what may be chosen. */
export function serviceClaims(offer: ServiceOffer, ports: OfferPorts): Claims {
  const { setup, messageType } = offer;
  const { namesRoles, grades } = setup.services;
  const { courseUrl } = ports;
  const isSelection = messageType === 'LtiDeepLinkingRequest';
  return {
    ...(namesRoles
      ? { [serviceClaimNames.namesRoles]: namesRolesClaim({ memberships: `${courseUrl}/memberships` }) }
      : {}),
    ...(grades === 'none'
      ? {}
      : {
          [serviceClaimNames.endpoint]: endpointClaim({
            lineItems: `${courseUrl}/lineitems`,
            lineItem: isSelection ? null : lineItemUrl(offer, ports),
            access: grades,
          }),
        }),
    ...(isSelection ? { [serviceClaimNames.deepLinkingSettings]: settings(setup, ports) } : {}),
  };
}

function settings({ deepLinking }: AdvantageSetup, { openDeepLinking }: OfferPorts): Claims {
  const setup = deepLinking ?? firstDeepLinking;
  return deepLinkingClaim({ setup, returnUrl: openDeepLinking(setup) });
}

/** Of the one line item of the link; of none where there are several (AGS 2.0 §3.1). */
function lineItemUrl({ setup, exchangeId }: ServiceOffer, { courseUrl, items, makeItem }: OfferPorts): string | null {
  const [only, another] = items;
  if (another !== undefined) return null;
  const item = only ?? (setup.services.grades === 'score' && exchangeId !== null ? makeItem() : null);
  return item === null ? null : `${courseUrl}/lineitems/${item.id}`;
}
