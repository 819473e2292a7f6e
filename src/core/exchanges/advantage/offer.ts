import { deepLinkingRequestSchema } from '../../../protocol/models/advantage/launch.ts';
import {
  gradeScopes,
  mayHaveScope,
  scopesOfServices,
  serviceScopes,
} from '../../../protocol/models/advantage/scopes.ts';
import type { Claims } from '../../lti/advantage/message/claims.ts';
import { endpointUrl } from '../../lti/advantage/platform/addresses.ts';
import type { AdvantageHost } from '../../lti/advantage/platform/host.ts';
import { newHint } from '../../lti/advantage/platform/launches.ts';
import {
  deepLinkingClaim,
  endpointClaim,
  groupsClaim,
  namesRolesClaim,
  serviceClaimNames,
} from '../../lti/advantage/services/claims.ts';
import type { AdvantageServices } from '../../lti/advantage/services/service.ts';
import type { Random } from '../../ports.ts';
import type { AdvantagePlan } from './plan.ts';

/** What the platform offers a tool beside the message. */
export type ServiceOffer = {
  /** `null`: for a preview, of which nothing is remembered. */
  exchangeId: string | null;
  registrationId: string;
  plan: AdvantagePlan;
};
/** Answers with claims, by their names. */
export type OfferServices = (offer: ServiceOffer) => Claims;

export type OfferPorts = {
  host: Pick<AdvantageHost, 'origins'>;
  services: Pick<AdvantageServices, 'addresses' | 'lineItemUrl' | 'deepLinking'>;
  random: Random;
};

/** Where the services of a launch are: those a person chose and the tool is registered for, and the return address of a deep linking request. */
export function serviceOffers({ host, services, random }: OfferPorts): OfferServices {
  const deepLinking = ({ exchangeId, registrationId, plan }: ServiceOffer): Claims => {
    const setup = plan.setup.deepLinking ?? deepLinkingRequestSchema.parse({ data: newHint(random) });
    const { deploymentId, connection, chosen } = plan;
    const place = { registrationId, connectionId: connection.id, courseId: chosen.course.id };
    const returnUrl =
      exchangeId === null
        ? endpointUrl(host.origins().browser, registrationId, `deep-linking/${'x'.repeat(43)}`)
        : services.deepLinking.open({ ...place, exchangeId, setup, deploymentId });
    return { [serviceClaimNames.deepLinkingSettings]: deepLinkingClaim({ setup, returnUrl }) };
  };

  return (offer) => {
    const { registrationId, plan } = offer;
    const { services: chosen } = plan.setup;
    const isRegistered = (scope: string) => mayHaveScope(plan.scopes, scope);
    const scopes = scopesOfServices(chosen).filter(isRegistered);
    const ofGrades = gradeScopes(chosen.grades).filter(isRegistered);
    const place = { registrationId, connectionId: plan.connection.id, courseId: plan.chosen.course.id };
    const at = services.addresses(place);
    const isSelection = plan.messageType === 'LtiDeepLinkingRequest';
    // A tool that may score but make no line items needs the one of the link; one that may make them makes its own.
    const needsItem = ofGrades.includes(serviceScopes.score) && !ofGrades.includes(serviceScopes.lineItem);
    const otherwise = !needsItem ? 'none' : offer.exchangeId === null ? 'example' : 'create';
    const link = plan.chosen.placement;
    const lineItem = isSelection ? null : services.lineItemUrl({ ...place, link }, otherwise);
    return {
      ...(scopes.includes(serviceScopes.memberships) ? { [serviceClaimNames.namesRoles]: namesRolesClaim(at) } : {}),
      ...(ofGrades.length === 0
        ? {}
        : { [serviceClaimNames.endpoint]: endpointClaim({ lineItems: at.lineItems, lineItem, scopes: ofGrades }) }),
      ...(scopes.includes(serviceScopes.groups) ? { [serviceClaimNames.groups]: groupsClaim(at) } : {}),
      ...(isSelection ? deepLinking(offer) : {}),
    };
  };
}
