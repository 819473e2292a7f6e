import { z } from 'zod';
import type { SandboxUrls } from './sandbox-control.ts';

/** The sandbox's LTI 1.3 tools: what a platform registers of them, and what they are told of a platform. */

/** Servers that are tools of LTI 1.3. */
export const sandboxToolSchema = z.enum(['libraryStore', 'misbehavingTool']);
export type SandboxTool = z.infer<typeof sandboxToolSchema>;

/** What a tool has to know of a platform that registers it (LTI 1.3 §3.1, Security Framework 1.0 §4.1 and §5.1). */
export const platformRegistrationSchema = z.strictObject({
  /** Compared with `iss` as text. Together with the client id it names the registration: a second one replaces the first. */
  issuer: z.string().min(1).max(2048),
  clientId: z.string().min(1).max(1024),
  /** Empty: the first deployment that launches is the one that is known from then on. */
  deploymentIds: z.array(z.string().min(1).max(255)).max(1000),
  /** Where authentication requests go. */
  authorizationUrl: z.url({ protocol: /^https?$/ }).max(2048),
  tokenUrl: z.url({ protocol: /^https?$/ }).max(2048),
  keySetUrl: z.url({ protocol: /^https?$/ }).max(2048),
});
export type PlatformRegistration = z.infer<typeof platformRegistrationSchema>;

/** What a platform has to know of a tool. Server-facing and browser-facing addresses are the same here. */
export type SandboxToolAddresses = {
  /** Initiates a login (GET and POST). */
  readonly login: string;
  /** The one redirect URI, and the default target link. */
  readonly launch: string;
  readonly keySet: string;
  /** Dynamic registration begins here, with `openid_configuration` in the query. */
  readonly registration: string;
  /** As Canvas takes a developer key by “Enter URL” or “Paste JSON”. */
  readonly canvas: string;
  /** As the tool registers itself (Dynamic Registration 1.0 §3.5). */
  readonly openid: string;
};

const paths: SandboxToolAddresses = {
  login: '/lti/login',
  launch: '/lti/launch',
  keySet: '/lti/jwks',
  registration: '/lti/register',
  canvas: '/lti/canvas.json',
  openid: '/lti/openid.json',
};

/** The addresses of a tool below its origin. */
export function toolAddressesAt(origin: string): SandboxToolAddresses {
  const at = (path: string): string => `${origin}${path}`;
  return {
    login: at(paths.login),
    launch: at(paths.launch),
    keySet: at(paths.keySet),
    registration: at(paths.registration),
    canvas: at(paths.canvas),
    openid: at(paths.openid),
  };
}

/** The addresses of one of the running sandbox's tools. */
export function sandboxToolAddresses(urls: SandboxUrls, tool: SandboxTool): SandboxToolAddresses {
  return toolAddressesAt(urls[tool]);
}

/** Target link of a behaviour of the misbehaving tool: one registration launches them all. */
export function misbehavingTargetLink(origin: string, id: string): string {
  return `${origin}/lti/launch/${id}`;
}
