import type { BehaviourEntry } from './behaviour.ts';

/** Tools that verify rightly, and then make the wrong thing of the parameters. */
export const parameterBehaviours = [
  {
    id: 'role-unknown',
    rows: ['A19'],
    title: 'Understands roles only as full URNs',
    sees: 'The launch goes well, but an instructor has a student’s rights.',
    trigger: { fields: { roles: 'Instructor' } },
  },
  {
    id: 'outcomes-body-hash',
    rows: ['A20'],
    title: 'Returns a grade with the hash of another body',
    sees: 'The launch goes well; returning the grade is refused by the platform.',
    needs: ['outcome-service'],
  },
  {
    id: 'outcomes-url',
    rows: ['A20'],
    title: 'Returns a grade signed for another address',
    sees: 'The launch goes well; returning the grade is refused by the platform.',
    needs: ['outcome-service'],
  },
  {
    id: 'parameter-demanded',
    rows: ['A21'],
    title: 'Demands a parameter that LTI leaves optional',
    sees: 'The tool answers 400: lis_person_sourcedid is missing.',
  },
  {
    id: 'version-demanded',
    rows: ['A21'],
    title: 'Demands lti_version LTI-1p1, which does not exist',
    sees: 'The tool answers 400 and names the version it got.',
  },
  {
    id: 'length-limit',
    rows: ['A22'],
    title: 'Refuses values of more than 255 characters',
    sees: 'The tool answers 401 for long titles only.',
    trigger: { fields: { context_title: 'Reading '.repeat(33) } },
  },
] as const satisfies readonly BehaviourEntry[];

export type ParameterBehaviour = (typeof parameterBehaviours)[number]['id'];
