import type { AdvantageSetup } from '../../../../protocol/models/advantage/launch.ts';
import { firstAdvantageSetup } from '../../../../protocol/models/advantage/launch.ts';
import type { LaunchSetup } from '../../../../protocol/models/lti/launch-setup.ts';

/** The setup of a launch of LTI 1.3; as it begins where nothing was chosen. */
export function setupOf({ advantage }: LaunchSetup): AdvantageSetup {
  return advantage ?? firstAdvantageSetup;
}

/** A JSON object a person typed, or why it is none. An empty text is an empty object. */
export function readClaims(
  text: string,
): { ok: true; claims: Readonly<Record<string, unknown>> } | { ok: false; reason: string } {
  if (text.trim() === '') return { ok: true, claims: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, reason: '{ … }' };
    return { ok: true, claims: Object.fromEntries(Object.entries(value)) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : '' };
  }
}

/** The text with a claim set to a value given as JSON; one that stands there is replaced. `null` when the text is no object. */
export function withClaim(text: string, name: string, json: string): string | null {
  const read = readClaims(text);
  if (!read.ok) return null;
  const value: unknown = JSON.parse(json);
  return JSON.stringify({ ...read.claims, [name]: value }, null, 2);
}

/** First member of a JSON path: `$['https://…'].id` → `https://…`, `$.sub` → `sub`. */
export function claimOfPath(path: string): string {
  const bracketed = /^\$\['([^']*)'\]/.exec(path)?.[1];
  return bracketed ?? /^\$\.(\w+)/.exec(path)?.[1] ?? '';
}

/** The line, from 1, on which a claim begins in the text; `null` when it is not in it. */
export function lineOfClaim(text: string, claim: string): number | null {
  if (claim === '') return null;
  const index = text.split('\n').findIndex((line) => line.includes(`${JSON.stringify(claim)}`));
  return index === -1 ? null : index + 1;
}
