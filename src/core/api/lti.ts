import { ltiCommands } from '../../protocol/commands/lti.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { applyPreset, lmsPresets } from '../lti/presets/index.ts';
import { parseRoles, roleGroups } from '../lti/roles.ts';
import { bind } from './bind.ts';

export function ltiHandlers({ workspace }: CoreContext) {
  return {
    'lti.presets': bind(ltiCommands['lti.presets'], () => lmsPresets()),
    'lti.applyPreset': bind(ltiCommands['lti.applyPreset'], async (input) => {
      const { roster } = await workspace();
      const course = roster.course(input.courseId);
      const placement = course.placements.find(({ id }) => id === input.placementId);
      if (placement === undefined) {
        throw new ProblemError('not-found', { params: { what: 'placement', id: input.placementId } });
      }
      return applyPreset(input.preset, {
        person: roster.person(input.personId),
        course,
        placement,
        tool: { launchUrl: input.launchUrl, custom: input.custom },
        presentation: { documentTarget: input.documentTarget },
        privacy: input.privacy,
        options: input.options,
        graded: input.graded,
      });
    }),
    'lti.roles': bind(ltiCommands['lti.roles'], () => roleGroups()),
    'lti.parseRoles': bind(ltiCommands['lti.parseRoles'], ({ roles }) => parseRoles(roles)),
    'grades.list': bind(ltiCommands['grades.list'], async ({ connectionId }) =>
      (await workspace()).storage.grades.list(connectionId),
    ),
  };
}
