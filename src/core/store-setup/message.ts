import type { StoreSetup } from '../../protocol/models/lti/store-setup.ts';
import { storeLaunchUrl } from './launch-url.ts';

const secretComesSeparately = 'sent to you separately';

/** The three values of the setup screen, in its order. */
export function setupValues(setup: StoreSetup): { url: string; consumerKey: string; secret: string } {
  return {
    url: storeLaunchUrl(setup.url),
    consumerKey: setup.consumerKey,
    secret: setup.secret ?? secretComesSeparately,
  };
}

/** What the users of the institution will get, as a sentence. */
export function accessSentence({ access }: StoreSetup): string {
  return access.kind === 'full'
    ? 'Your users have full access to all publications.'
    : `Your users are assigned the plan "${access.plan}" automatically.`;
}

/** A message to the institution with the values its learning platform needs. */
export function setupMessage(setup: StoreSetup): string {
  const { url, consumerKey, secret } = setupValues(setup);
  return `Subject: Connecting your learning platform with ${setup.name}

Hello,

to connect your learning platform (Moodle, Canvas, Schoology or any other that supports LTI 1.1) with ${setup.name}, please
create an external tool with these values:

  Launch URL:     ${url}
  Consumer key:   ${consumerKey}
  Shared secret:  ${secret}

Copy key and secret without spaces around them, and keep the secret to yourselves: whoever has it can sign in as any of your users.

- ${accessSentence(setup)}
- An account is created for each user on the first visit; nobody needs a password.
- The only personal value needed is the user id. Name and email address may be shared, and can be added by the users themselves.
- Let the tool open in a new window: browsers hold cookies back in frames of other sites.
`;
}
