import type { AppliedPreset, LmsPreset, LmsPresetId, PresetNote } from '../../../protocol/models/lti/lti.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { customParameterName } from '../launch-parameters.ts';
import { substituted, variablesOf } from '../substitution.ts';
import { blackboard } from './blackboard.ts';
import { brightspace } from './brightspace.ts';
import { canvas } from './canvas.ts';
import { moodle } from './moodle.ts';
import { openEdx } from './open-edx.ts';
import { plain } from './plain.ts';
import { plainFields } from './plain-fields.ts';
import { sakai } from './sakai.ts';
import { schoology } from './schoology.ts';
import { type LaunchFacts, type PresetDefinition, recalled, sharesOf } from './types.ts';

export type { LaunchFacts } from './types.ts';

const presets: Readonly<Record<LmsPresetId, PresetDefinition>> = {
  plain,
  moodle,
  canvas,
  schoology,
  'open-edx': openEdx,
  blackboard,
  brightspace,
  sakai,
};

/** The presets there are, without their rules. */
export function lmsPresets(): LmsPreset[] {
  return Object.values(presets).map(({ id, title, description, privacy, options, knowledge }) => ({
    id,
    title,
    description,
    privacy,
    options,
    knowledge,
  }));
}

/**
 * The parameters of an LTI 1.1 launch as an LMS would send them: a plain launch, changed by what is known of the LMS, and
 * `custom_` parameters folded and substituted (LTI 1.1 §3). Every change is a note with its source. URLs of the
 * platform (return, outcomes) are not among them, as they are new with every launch.
 */
export function applyPreset(id: LmsPresetId, facts: LaunchFacts): AppliedPreset {
  const preset = presets[id];
  const shares = sharesOf(facts.privacy);
  const fields = new Map(plainFields(facts, shares));
  const notes: PresetNote[] = [];
  for (const { field, value, quirk, source } of preset.rules) {
    const changed = value(facts, shares);
    if (changed === undefined) continue;
    if (changed === null) {
      if (!fields.delete(field)) continue;
    } else fields.set(field, changed);
    notes.push({ field, quirk, source });
  }
  const { pairs, unresolved } = customFields(id, facts, new Map(fields));
  const unknown = unresolved.map(([name, value]) => unresolvedNote(name, value));
  const legacy = id === 'canvas' && facts.options.includes('canvas-legacy-query');
  return {
    fields: [...fields, ...pairs],
    notes: [...notes, ...preset.launchNotes(facts), ...unknown],
    querySigning: legacy ? 'canvas-legacy' : 'standard',
  };
}

/** Variables that stand for a URL of the platform host, which is new with every launch. */
const knownAtLaunch: readonly string[] = ['$BasicOutcome.url', '$Message.returnUrl'];

function unresolvedNote(field: string, value: string): PresetNote {
  return knownAtLaunch.includes(value)
    ? { field, quirk: `${value} is filled in at launch, if the launch has it.`, source: recalled('LTI 1.2, variables') }
    : {
        field,
        quirk: `${value} is not known or not shared, so it is sent as it is.`,
        source: recalled('LTI 1.1 and 1.3: a variable the platform does not know is left alone'),
      };
}

function customFields(
  id: LmsPresetId,
  facts: LaunchFacts,
  fields: ReadonlyMap<string, string>,
): { pairs: Pairs; unresolved: Pairs } {
  const { custom } = facts.tool;
  const variables = variablesOf(facts, fields);
  const folded = custom.map(([name, value]): Pairs[number] => [customParameterName(name), value]);
  const asTyped =
    id === 'moodle'
      ? custom
          .map(([name, value]): Pairs[number] => [`custom_${name}`, value])
          .filter(([name]) => !folded.some(([other]) => other === name))
      : [];
  return substituted([...folded, ...asTyped], variables);
}
