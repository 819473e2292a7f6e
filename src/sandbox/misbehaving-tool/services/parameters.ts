import type { ParameterBehaviour } from '../../../protocol/misbehaving/parameters.ts';
import type { Answer } from '../../http/answer.ts';
import { escapeHtml } from '../../http/html.ts';
import { toolPage, welcomePage } from '../pages.ts';
import type { Behaviour } from '../tool.ts';
import { returnGrade } from './outcomes.ts';

const longest = 255;
const instructorUrn = 'urn:lti:role:ims/lis/Instructor';

export const parameterBehaviours: Readonly<Record<ParameterBehaviour, Behaviour>> = {
  'role-unknown': {
    accepted(visit) {
      const roles = (visit.launch.get('roles') ?? '').split(',');
      return welcomePage(visit, visit.launch, roles.includes(instructorUrn) ? 'instructor' : 'student');
    },
  },
  'outcomes-body-hash': { accepted: (visit) => returnGrade(visit, 'body-hash') },
  'outcomes-url': { accepted: (visit) => returnGrade(visit, 'url') },
  'parameter-demanded': {
    accepted: (visit) =>
      (visit.launch.get('lis_person_sourcedid') ?? '') === ''
        ? refusal(400, 'Missing required parameter: lis_person_sourcedid', 'parameter-missing')
        : welcomePage(visit, visit.launch),
  },
  'version-demanded': {
    accepted: ({ launch }) =>
      refusal(
        400,
        `Unsupported lti_version: ${launch.get('lti_version') ?? ''}, expected LTI-1p1`,
        'parameter-invalid',
      ),
  },
  'length-limit': {
    accepted(visit) {
      const long = [...visit.launch].find(([, value]) => value.length > longest);
      return long === undefined
        ? welcomePage(visit, visit.launch)
        : refusal(401, `${long[0]} is longer than ${longest} characters`, 'parameter-invalid');
    },
  },
};

function refusal(status: number, sentence: string, reason: 'parameter-missing' | 'parameter-invalid'): Answer {
  const body = `<p role="alert" data-field="problem">${escapeHtml(sentence)}</p>`;
  return toolPage('Launch refused', body, { status, reason });
}
