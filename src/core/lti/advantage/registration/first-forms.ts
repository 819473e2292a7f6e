import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import { firstAdvantageSetup } from '../../../../protocol/models/advantage/launch.ts';
import type { ToolDescription, ToolMessage } from '../../../../protocol/models/advantage/registration.ts';
import { firstChoice } from '../../../../protocol/models/lti/launch-setup.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';

const operations: readonly (readonly [operationId: string, messageType: string])[] = [
  ['launchResourceLink', 'LtiResourceLinkRequest'],
  ['launchDeepLinking', 'LtiDeepLinkingRequest'],
  ['launchSubmissionReview', 'LtiSubmissionReviewRequest'],
];

/**
 * How the launches of a new connection begin: with the custom parameters the tool asked for, and with the target link of the
 * first message of each type. An operation the tool said nothing about begins as every other.
 */
export function firstForms({ customParameters, messages, targetLinkUri }: ToolDescription): [string, FormDraft][] {
  return operations.flatMap(([operationId, type]): [string, FormDraft][] => {
    const message = messages.find((one) => one.type === type);
    const custom = merged(customParameters, message);
    const target = message === undefined || message.targetLinkUri === targetLinkUri ? '' : message.targetLinkUri;
    if (custom.length === 0 && target === '') return [];
    const form: FormDraft = {
      values: [],
      placement: null,
      signatureMethod: null,
      launchMode: null,
      preset: { ...firstChoice, custom },
      advantage: { ...firstAdvantageSetup, targetLinkUri: target },
    };
    return [[operationId, form]];
  });
}

function merged(common: Pairs, message: ToolMessage | undefined): Pairs {
  return [...new Map([...common, ...(message?.customParameters ?? [])])];
}
