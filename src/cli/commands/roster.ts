import type { Command } from 'commander';
import type { z } from 'zod';
import {
  type Course,
  courseDraftSchema,
  courseSchema,
  type Person,
  personDraftSchema,
  personSchema,
  type Roster,
  rosterSchema,
} from '../../protocol/models/lti/roster.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { collect, nameAndRest } from '../settings.ts';
import { changedGroups, groupOptions, groupPath } from './roster-groups.ts';

/** Options that say something of a person, by the member of the draft they fill. */
const personOptions = {
  fullName: ['--name <name>', 'full name'],
  userId: ['--user-id <id>', 'the LMS’s own key, sent as user_id'],
  givenName: ['--given <name>', 'given name'],
  familyName: ['--family <name>', 'family name'],
  email: ['--email <address>', 'e-mail address'],
  username: ['--username <name>', 'login name in the LMS'],
  sourcedId: ['--sourced-id <id>', 'key in the student information system'],
  imageUrl: ['--image <url>', 'address of a picture'],
  locale: ['--locale <tag>', 'language, for example en-GB'],
  roles: ['--roles <list>', 'roles as they are sent, separated by commas'],
  status: ['--status <status>', 'Active or Inactive, in the lists of members LTI 1.3 tools read'],
} as const;

const courseOptions = {
  title: ['--title <title>', 'title'],
  contextId: ['--context-id <id>', 'the LMS’s own key, sent as context_id'],
  label: ['--label <label>', 'short name'],
  type: ['--type <type>', 'CourseSection, CourseOffering, CourseTemplate or Group'],
  offeringSourcedId: ['--offering <id>', 'sourced id of the course offering'],
  sectionSourcedId: ['--section <id>', 'sourced id of the course section'],
} as const;

type Options = Readonly<Record<string, readonly [flags: string, description: string]>>;
type Given = Readonly<Record<string, unknown>>;

/** `roster list|add|set|remove`: the people and courses launches are made of. */
export function addRosterCommands(program: Command, line: CommandLine): void {
  const roster = program.command('roster').description('The people and courses launches are made of');
  addRosterList(roster, 'list', line);
  const add = roster.command('add').description('Add a person or a course');
  const set = roster.command('set').description('Change a person or a course; what is not given stays');
  const remove = roster.command('remove').description('Remove a person or a course');

  withPersonOptions(add.command('person')).action((given: Given) =>
    line.run(given.json === true, async (core) => {
      const draft = parsed(personDraftSchema, personPart(given), personOptions);
      const output = await core.call('roster.createPerson', { draft });
      return show(personSchema.parse(output), personLine, given);
    }),
  );
  withPersonOptions(set.command('person <name>')).action((name: string, given: Given) =>
    line.run(given.json === true, async (core) => {
      const { id, ...before } = personNamed(await rosterOf(core), name);
      const draft = parsed(personDraftSchema, { ...before, ...personPart(given) }, personOptions);
      const output = await core.call('roster.updatePerson', { id, draft });
      return show(personSchema.parse(output), personLine, given);
    }),
  );
  withCourseOptions(add.command('course')).action((given: Given) =>
    line.run(given.json === true, async (core) => {
      const draft = parsed(courseDraftSchema, coursePart(given, { placements: [] }), courseOptions);
      const output = await core.call('roster.createCourse', { draft });
      return show(courseSchema.parse(output), courseLines, given);
    }),
  );
  withCourseOptions(set.command('course <title>'))
    .option('--remove-link <id>', 'title or resource link id of a link to take out; may be repeated', collect, [])
    .option(groupOptions.removeGroup, 'name of a group to take out; may be repeated', collect, [])
    .action((title: string, given: Given) =>
      line.run(given.json === true, async (core) => {
        const { id, ...before } = courseNamed(await rosterOf(core), title);
        const draft = { ...before, ...coursePart(given, before) };
        const output = await core.call('roster.updateCourse', {
          id,
          draft: parsed(courseDraftSchema, draft, courseOptions),
        });
        return show(courseSchema.parse(output), courseLines, given);
      }),
    );
  addRemoval(remove.command('person <name>'), 'roster.deletePerson', personNamed, line);
  addRemoval(remove.command('course <title>'), 'roster.deleteCourse', courseNamed, line);
}

/** The command that lists the roster, under the name it has below `parent`. */
export function addRosterList(parent: Command, name: string, line: CommandLine): void {
  parent
    .command(name)
    .description('List the people and courses launches are made of')
    .option('--json', 'one line of JSON')
    .action(({ json = false }: { json?: boolean }) =>
      line.run(json, async (core) => {
        const { people, courses } = await rosterOf(core);
        if (json) printJson({ people, courses }, true);
        else printLines([...people.flatMap(personLine), ...courses.flatMap(courseLines)]);
        return exitCodes.fine;
      }),
    );
}

function addRemoval(
  command: Command,
  call: 'roster.deletePerson' | 'roster.deleteCourse',
  named: (roster: Roster, name: string) => { id: string },
  line: CommandLine,
): void {
  command.option('--json', 'a problem as JSON').action((name: string, { json = false }: { json?: boolean }) =>
    line.run(json, async (core) => {
      await core.call(call, { id: named(await rosterOf(core), name).id });
      return exitCodes.fine;
    }),
  );
}

function withOptions(command: Command, options: Options): Command {
  for (const [flags, description] of Object.values(options)) command.option(flags, description);
  return command.option('--json', 'one line of JSON');
}

function withPersonOptions(command: Command): Command {
  return withOptions(command, personOptions)
    .description('A person, by full name or user id')
    .option('--mentor-of <ids>', 'user ids of those the person mentors, separated by commas');
}

function withCourseOptions(command: Command): Command {
  return withOptions(command, courseOptions)
    .description('A course, by title or context id')
    .option('--link <id=title>', 'a link to a tool: resource link id and title; may be repeated', collect, [])
    .option(groupOptions.group, 'a group with its people, by user id; may be repeated', collect, []);
}

function personPart(given: Given): Given {
  const { mentorOf } = given;
  const mentored = typeof mentorOf === 'string' ? { mentorOf: mentorOf.split(',').filter((id) => id !== '') } : {};
  return { ...partOf(given, personOptions), ...mentored };
}

/** A link whose id the course has already gets the new title; the others are added at the end. */
function coursePart(given: Given, { placements: before, groups = [] }: Pick<Course, 'placements' | 'groups'>): Given {
  const removed = textsOf(given.removeLink);
  for (const name of removed) {
    if (!before.some((link) => isNamed(link, name))) throw unknown('link', name);
  }
  const kept = before.filter((link) => !removed.some((name) => isNamed(link, name)));
  const links = textsOf(given.link).map((text) => nameAndRest('--link', text));
  const changed = kept.map((link) => {
    const title = links.find(({ name }) => name === link.resourceLinkId)?.value;
    return title === undefined ? link : { ...link, title };
  });
  const added = links
    .filter(({ name }) => !kept.some(({ resourceLinkId }) => resourceLinkId === name))
    .map(({ name, value }) => ({ resourceLinkId: name, title: value }));
  const asked = { given: textsOf(given.group), removed: textsOf(given.removeGroup) };
  const isGrouped = asked.given.length + asked.removed.length > 0;
  return {
    ...partOf(given, courseOptions),
    placements: [...changed, ...added],
    ...(isGrouped ? { groups: changedGroups(groups, asked, (name) => unknown('group', name)) } : {}),
  };
}

function isNamed(link: Course['placements'][number], name: string): boolean {
  return link.title === name || link.resourceLinkId === name;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function partOf(given: Given, options: Options): Given {
  return Object.fromEntries(
    Object.entries(options).flatMap(([member, [flags]]) => {
      const value = given[memberOf(flags)];
      return value === undefined ? [] : [[member, value]];
    }),
  );
}

/** The name commander keeps an option under: `--user-id <id>` as `userId`. */
function memberOf(flags: string): string {
  return optionOf(flags)
    .slice(2)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function optionOf(flags: string): string {
  return flags.split(' ', 1)[0] ?? flags;
}

/** @throws ProblemError `input.invalid` that names the option. */
function parsed<S extends z.ZodType>(schema: S, draft: unknown, options: Options): z.output<S> {
  const result = schema.safeParse(draft);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const member = String(issue?.path[0] ?? '');
  const ofLists: Readonly<Record<string, string>> = { placements: '--link', groups: '--group' };
  const flags = ofLists[member] ?? options[member]?.[0] ?? `--${member}`;
  throw new ProblemError('input.invalid', { field: optionOf(flags), detail: issue?.message ?? 'not usable' });
}

async function rosterOf(core: CommandLineCore): Promise<Roster> {
  return rosterSchema.parse(await core.call('roster.list', {}));
}

function personNamed({ people }: Roster, name: string): Person {
  return only(
    people.filter(({ fullName, userId }) => fullName === name || userId === name),
    'person',
    name,
  );
}

function courseNamed({ courses }: Roster, name: string): Course {
  return only(
    courses.filter(({ title, contextId }) => title === name || contextId === name),
    'course',
    name,
  );
}

/** @throws ProblemError `not-found`, or `input.invalid` where the name does not say which one is meant. */
function only<T>(found: readonly T[], what: string, name: string): T {
  const [first, ...more] = found;
  if (first === undefined) throw unknown(what, name);
  if (more.length === 0) return first;
  const detail = `${found.length} have this name: use the ${what === 'person' ? 'user' : 'context'} id`;
  throw new ProblemError('input.invalid', { field: `--${what}`, detail });
}

function unknown(what: string, id: string): ProblemError {
  return new ProblemError('not-found', { params: { what, id } });
}

function show<T>(value: T, lines: (value: T) => string[], given: Given): 0 {
  if (given.json === true) printJson(value, true);
  else printLines(lines(value));
  return exitCodes.fine;
}

function personLine({ fullName, userId, roles }: Person): string[] {
  return [['person', fullName, userId, roles].join('\t')];
}

function courseLines({ title, contextId, placements, groups = [] }: Course): string[] {
  return [
    ['course', title, contextId].join('\t'),
    ...placements.map((link) => ['link', link.title, link.resourceLinkId].join('\t')),
    ...groups.map((group) => ['group', groupPath(group), group.userIds.join(',')].join('\t')),
  ];
}
