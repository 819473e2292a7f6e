import type { MisbehaviourId } from '../../protocol/misbehaving/catalogue.ts';
import { signatureBehaviours } from '../../protocol/misbehaving/signature.ts';
import { cookieBehaviours } from './browser/cookies.ts';
import { frameBehaviours } from './browser/frames.ts';
import { scriptBehaviours } from './browser/scripts.ts';
import { errorTextBehaviours } from './error-texts/behaviours.ts';
import { connectionBehaviours } from './network/connection.ts';
import { redirectBehaviours } from './network/redirects.ts';
import { parameterBehaviours } from './services/parameters.ts';
import { tlsBehaviours } from './tls/behaviours.ts';
import type { Behaviour } from './tool.ts';
import { verifierFaults } from './verifier/mistakes.ts';
import type { Voice } from './verifier/refusals.ts';

const voices: readonly Voice[] = ['page', 'terse', 'json'];

/** Behaviours of the verifier; they tell their refusals in turn in each of the ways real tools do. */
const verifierBehaviours = signatureBehaviours.map(({ id }, index): [MisbehaviourId, Behaviour] => [
  id,
  { verifier: verifierFaults[id], voice: voices[index % voices.length] ?? 'page' },
]);

const others = {
  ...parameterBehaviours,
  ...redirectBehaviours,
  ...cookieBehaviours,
  ...frameBehaviours,
  ...scriptBehaviours,
  ...connectionBehaviours,
  ...tlsBehaviours,
  ...errorTextBehaviours,
};

/** What the tool does for each id of the catalogue. */
export const behaviours: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ...verifierBehaviours,
  ...Object.entries(others),
]);
