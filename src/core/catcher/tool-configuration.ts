import type { CatcherUrls } from '../../protocol/models/lti/catcher.ts';
import { serviceScopes } from './services/offered.ts';

/** The tool as Canvas takes it when a developer key is made by “Paste JSON” or “Enter URL” (LTI 1.3). Public. */
export function toolConfiguration(urls: CatcherUrls): Readonly<Record<string, unknown>> {
  const launch = new URL(urls.launch);
  return {
    title: 'Countersign catcher',
    description: 'Receives launches on this machine and takes them apart.',
    oidc_initiation_url: urls.login,
    target_link_uri: urls.launch,
    redirect_uris: [urls.launch],
    public_jwk_url: urls.jwks,
    scopes: Object.values(serviceScopes),
    extensions: [
      {
        domain: launch.host,
        tool_id: 'countersign-catcher',
        platform: 'canvas.instructure.com',
        privacy_level: 'public',
        settings: {
          text: 'Countersign catcher',
          placements: [
            {
              placement: 'course_navigation',
              message_type: 'LtiResourceLinkRequest',
              target_link_uri: urls.launch,
              text: 'Countersign catcher',
              enabled: true,
            },
            {
              placement: 'link_selection',
              message_type: 'LtiDeepLinkingRequest',
              target_link_uri: urls.launch,
              text: 'Countersign catcher',
              enabled: true,
            },
          ],
        },
      },
    ],
  };
}
