import type { Command } from 'commander';
import { z } from 'zod';
import {
  type ServiceCheck,
  serviceCallSchema,
  serviceCallSummarySchema,
} from '../../protocol/models/advantage/services.ts';
import { appliedPresetSchema, lmsPresetSchema, parsedRolesSchema } from '../../protocol/models/lti/lti.ts';
import { type Roster, rosterSchema } from '../../protocol/models/lti/roster.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { addGradebook } from './lti-grades.ts';
import { addRosterList } from './roster.ts';

const applyOptionsSchema = z.object({
  person: z.string(),
  course: z.string(),
  link: z.string().optional(),
  privacy: z.string().optional(),
  option: z.array(z.string()).default([]),
  custom: z.array(z.string()).default([]),
  url: z.string().optional(),
  graded: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** `lti presets|apply|roles|roster|grades|line-items|calls`: what launches are made of, and what tools report. */
export function addLtiCommands(program: Command, line: CommandLine): void {
  const lti = program.command('lti').description('LMS presets, roles, people and grades');
  addPresets(lti, line);
  addApply(lti, line);
  addRoles(lti, line);
  addRosterList(lti, 'roster', line);
  addGradebook(lti, line);
  addServiceCalls(lti, line);
}

function addPresets(lti: Command, line: CommandLine): void {
  lti
    .command('presets')
    .description('List the LMS presets with their options')
    .option('--json', 'one line of JSON')
    .action(({ json = false }: { json?: boolean }) =>
      line.run(json, async (core) => {
        const presets = z.array(lmsPresetSchema).parse(await core.call('lti.presets', {}));
        if (json) printJson(presets, true);
        else {
          printLines(
            presets.map(({ id, title, knowledge, options }) =>
              [id, title, knowledge, options.map((option) => option.id).join(',')].join('\t'),
            ),
          );
        }
        return exitCodes.fine;
      }),
    );
}

function addApply(lti: Command, line: CommandLine): void {
  lti
    .command('apply <preset>')
    .description('Show the parameters an LMS would launch with, and where each quirk comes from')
    .requiredOption('--person <name>', 'full name or user id of a person of the roster')
    .requiredOption('--course <title>', 'title or context id of a course of the roster')
    .option('--link <title>', 'title or resource link id in the course; the first one otherwise')
    .option('--privacy <level>', 'anonymous, name_only, email_only or public')
    .option('--option <id...>', 'options of the preset')
    .option('--custom <name=value...>', 'custom parameters; a value may be a substitution variable')
    .option('--url <url>', 'launch URL')
    .option('--graded', 'send a result sourcedid')
    .option('--json', 'one line of JSON')
    .action((preset: string, given: unknown) => {
      const options = applyOptionsSchema.parse(given);
      return line.run(options.json, async (core) => {
        const roster = rosterSchema.parse(await core.call('roster.list', {}));
        const applied = appliedPresetSchema.parse(
          await core.call('lti.applyPreset', {
            preset,
            ...idsOf(roster, options),
            options: options.option,
            custom: options.custom.map(customPair),
            graded: options.graded,
            ...(options.privacy === undefined ? {} : { privacy: options.privacy }),
            ...(options.url === undefined ? {} : { launchUrl: options.url }),
          }),
        );
        if (options.json) printJson(applied, true);
        else {
          const notes = applied.notes.map(
            ({ field, quirk, source }) =>
              `${field === '' ? '(launch)' : field}: ${quirk} [${source.basis}: ${source.document}]`,
          );
          printLines([...applied.fields.map(([name, value]) => `${name}=${value}`), '', ...notes]);
        }
        return exitCodes.fine;
      });
    });
}

type Chosen = { person: string; course: string; link?: string | undefined };

function idsOf(roster: Roster, { person, course, link }: Chosen) {
  const chosenPerson = roster.people.find(({ fullName, userId }) => fullName === person || userId === person);
  const chosenCourse = roster.courses.find(({ title, contextId }) => title === course || contextId === course);
  const placement = chosenCourse?.placements.find(
    ({ title, resourceLinkId }) => link === undefined || title === link || resourceLinkId === link,
  );
  if (chosenPerson === undefined) throw new ProblemError('not-found', { params: { what: 'person', id: person } });
  if (chosenCourse === undefined) throw new ProblemError('not-found', { params: { what: 'course', id: course } });
  if (placement === undefined) throw new ProblemError('not-found', { params: { what: 'placement', id: link ?? '' } });
  return { personId: chosenPerson.id, courseId: chosenCourse.id, placementId: placement.id };
}

function customPair(text: string): Pairs[number] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=')];
}

function addRoles(lti: Command, line: CommandLine): void {
  lti
    .command('roles <list>')
    .description('Read a roles value as a tool would; exit 1 when something in it is wrong')
    .option('--json', 'one line of JSON')
    .action((list: string, { json = false }: { json?: boolean }) =>
      line.run(json, async (core) => {
        const parsed = parsedRolesSchema.parse(await core.call('lti.parseRoles', { roles: list }));
        if (json) printJson(parsed, true);
        else {
          printLines([
            parsed.normalised,
            ...parsed.findings.map(({ level, detail, fix }) => `${level}: ${detail} ${fix}`),
          ]);
        }
        return parsed.findings.some(({ level }) => level === 'error') ? exitCodes.checkFailed : exitCodes.fine;
      }),
    );
}

function addServiceCalls(lti: Command, line: CommandLine): void {
  lti
    .command('calls [id]')
    .description('List what LTI 1.3 tools asked of the services, newest first; or judge one call, by its id')
    .option('--json', 'one line of JSON')
    .action((id: string | undefined, { json = false }: { json?: boolean }) =>
      line.run(json, async (core) => {
        if (id === undefined) {
          const calls = z.array(serviceCallSummarySchema).parse(await core.call('serviceCalls.list', {}));
          if (json) printJson(calls, true);
          else printLines(calls.map((call) => [call.id, call.verdict, call.operation, call.headline].join('\t')));
          return exitCodes.fine;
        }
        const call = serviceCallSchema.parse(await core.call('serviceCalls.get', { id }));
        if (json) printJson(call, true);
        else printLines([`${call.method} ${call.url} ${call.status}`, call.headline, ...call.checks.map(checkLine)]);
        return call.verdict === 'refused' ? exitCodes.checkFailed : exitCodes.fine;
      }),
    );
}

function checkLine({ status, title, seen, source }: ServiceCheck): string {
  return [status, title, seen, source].join('\t');
}
