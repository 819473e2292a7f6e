import { inferred, recalled } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import type { MessagePreset } from './types.ts';

export const schoology: MessagePreset = {
  id: 'schoology',
  rules: [
    {
      path: [names.toolPlatform, 'product_family_code'],
      value: () => 'schoology',
      quirk: 'The code by which tools tell Schoology from other platforms, as in LTI 1.1.',
      source: inferred('it is schoology in LTI 1.1'),
    },
    {
      path: [names.toolPlatform, 'name'],
      value: () => 'Sample College Schoology',
      quirk: 'The name of the school.',
      source: recalled(),
    },
    {
      path: [names.toolPlatform, 'version'],
      value: () => null,
      quirk: 'Left out: what a hosted product sends as its version is not known.',
      source: inferred('no launch with this claim is known'),
    },
  ],
  notes: [
    {
      field: '',
      quirk:
        'Nothing Schoology publishes says what its LTI 1.3 launches hold, so this is a plain launch. All schools are taken to share one issuer, https://schoology.schoology.com.',
      source: recalled(),
    },
  ],
};
