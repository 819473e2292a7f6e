import type { LmsPresetId, PresetNote } from '../../../../protocol/models/lti/lti.ts';
import { recalled, sharesOf } from '../../presets/types.ts';
import { claims as names } from '../message/claims.ts';
import { blackboard } from './blackboard.ts';
import { brightspace } from './brightspace.ts';
import { canvas } from './canvas.ts';
import { moodle } from './moodle.ts';
import { openEdx } from './open-edx.ts';
import { plainClaims } from './plain-claims.ts';
import { sakai } from './sakai.ts';
import { schoology } from './schoology.ts';
import type { ClaimRule, Claims, MessageFacts, MessagePreset } from './types.ts';
import { customClaim } from './variables.ts';

export type { MessageFacts } from './types.ts';

const plain: MessagePreset = { id: 'plain', rules: [], notes: [] };

const presets: Readonly<Record<LmsPresetId, MessagePreset>> = {
  plain,
  moodle,
  canvas,
  schoology,
  'open-edx': openEdx,
  blackboard,
  brightspace,
  sakai,
};

/**
 * The claims of a message of LTI 1.3 as an LMS would send it: a plain message, changed by what is known of the LMS, and custom
 * parameters with their variables filled in. Every change is a note with its source; `field` is the path of the claim. Those of the
 * JWT itself (`iss`, `aud`, `iat`, `exp`, `nonce`) are not among them, as they are new with every launch.
 */
export function launchClaims(id: LmsPresetId, facts: MessageFacts): { claims: Claims; notes: PresetNote[] } {
  const preset = presets[id];
  const shares = facts.anonymous ? sharesOf('anonymous') : sharesOf(facts.privacy);
  let message = plainClaims(facts, shares);
  const notes: PresetNote[] = [];
  for (const rule of preset.rules) {
    const changed = rule.value(facts, shares);
    if (changed === undefined || (facts.anonymous && isPersonal(rule))) continue;
    const next = withClaim(message, rule.path, changed);
    if (next === message) continue;
    message = next;
    notes.push({ field: rule.path.join('.'), quirk: rule.quirk, source: rule.source });
  }
  const { custom, unresolved } = customClaim(facts, message);
  const all =
    Object.keys(custom).length === 0 ? message : { ...message, [names.custom]: { ...own(message), ...custom } };
  return { claims: all, notes: [...notes, ...preset.notes, ...unresolved.map(unresolvedNote)] };
}

function own(message: Claims): object {
  const value = message[names.custom];
  return typeof value === 'object' && value !== null ? value : {};
}

/** Claims that say who somebody is; an anonymous launch has none of them, whatever the LMS. */
const personal: ReadonlySet<string> = new Set([
  'sub',
  'name',
  'given_name',
  'family_name',
  'email',
  'picture',
  'preferred_username',
]);

function isPersonal({ path }: ClaimRule): boolean {
  return personal.has(path[0]) || path[1] === 'person_sourcedid' || path[1] === 'user_username';
}

/** The message with a claim or member set, or taken away with `null`; the same message where there is nothing to take away. */
function withClaim(message: Claims, [claim, part]: ClaimRule['path'], value: unknown): Claims {
  if (part === undefined) {
    if (value !== null) return { ...message, [claim]: value };
    return Object.hasOwn(message, claim) ? without(message, claim) : message;
  }
  const found = message[claim];
  const members: Claims = typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found)) : {};
  if (value !== null) return { ...message, [claim]: { ...members, [part]: value } };
  return Object.hasOwn(members, part) ? { ...message, [claim]: without(members, part) } : message;
}

function without(all: Claims, name: string): Claims {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}

function unresolvedNote([name, value]: readonly [string, string]): PresetNote {
  return {
    field: `${names.custom}.${name}`,
    quirk: `${value} is not known or not shared, so it is sent as it is.`,
    source: recalled('LTI 1.3 Appendix B: a variable the platform does not know is left alone'),
  };
}
