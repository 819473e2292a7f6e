import { z } from 'zod';
import { advantageMisbehaviourIdSchema } from './advantage/catalogue.ts';
import type { BehaviourEntry } from './behaviour.ts';
import { cookieBehaviours, frameBehaviours, scriptBehaviours } from './browser.ts';
import { errorTextBehaviours } from './error-texts.ts';
import { connectionBehaviours, tlsBehaviours } from './network.ts';
import { parameterBehaviours } from './parameters.ts';
import { redirectBehaviours } from './redirects.ts';
import { signatureBehaviours } from './signature.ts';

/** All behaviours of the sandbox's misbehaving tool by the part of a launch that goes wrong. */
const behaviourGroups = {
  signature: signatureBehaviours,
  parameters: parameterBehaviours,
  redirects: redirectBehaviours,
  cookies: cookieBehaviours,
  frames: frameBehaviours,
  scripts: scriptBehaviours,
  connection: connectionBehaviours,
  tls: tlsBehaviours,
  errorTexts: errorTextBehaviours,
} as const;

export const behaviourGroupSchema = z.enum([
  'signature',
  'parameters',
  'redirects',
  'cookies',
  'frames',
  'scripts',
  'connection',
  'tls',
  'errorTexts',
]);
export type BehaviourGroup = z.infer<typeof behaviourGroupSchema>;

const entries = [
  ...signatureBehaviours,
  ...parameterBehaviours,
  ...redirectBehaviours,
  ...cookieBehaviours,
  ...frameBehaviours,
  ...scriptBehaviours,
  ...connectionBehaviours,
  ...tlsBehaviours,
  ...errorTextBehaviours,
] as const;

export type MisbehaviourId = (typeof entries)[number]['id'];

/** One behaviour of the catalogue. */
export type Misbehaviour = BehaviourEntry & { readonly id: MisbehaviourId };

export const misbehaviours: readonly Misbehaviour[] = entries;

export function behavioursOf(group: BehaviourGroup): readonly Misbehaviour[] {
  return behaviourGroups[group];
}

export const misbehaviourIdSchema = z.enum(entries.map(({ id }) => id));

/** The launch URL of a behaviour below one of the tool's origins, with what its trigger adds to it. */
export function misbehavingLaunchUrl(origin: string, { id, trigger }: Misbehaviour): string {
  return `${origin}/launch/${id}${trigger?.path ?? ''}${trigger?.query === undefined ? '' : `?${trigger.query}`}`;
}

/** Which certificate an https address of the tool shows. */
export const tlsCertificateSchema = z.enum(['valid', 'expired', 'wrong-name', 'self-signed', 'chain-incomplete']);
export type TlsCertificate = z.infer<typeof tlsCertificateSchema>;

/** What the tool answers at `/catalogue.json`. */
export const misbehavingCatalogueSchema = z.strictObject({
  behaviours: z.array(
    z.strictObject({
      id: misbehaviourIdSchema,
      rows: z.array(z.string()),
      title: z.string(),
      sees: z.string(),
      needs: z.array(z.string()),
      launchUrl: z.url(),
    }),
  ),
  /** Those of LTI 1.3: each launches with its target link, under the one registration of the tool. */
  advantage: z.array(
    z.strictObject({
      id: advantageMisbehaviourIdSchema,
      rows: z.array(z.string()),
      title: z.string(),
      sees: z.string(),
      needs: z.array(z.string()),
      targetLinkUri: z.url(),
    }),
  ),
  /** The https origin of each certificate. */
  https: z.record(tlsCertificateSchema, z.url()),
});
