import { useMemo } from 'react';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Operation } from '../../../protocol/models/contract.ts';
import { type Chosen, chosenFrom, firstChoice, type PresetChoice } from '../../../protocol/models/lti/launch-setup.ts';
import type { AppliedPreset, LmsPreset } from '../../../protocol/models/lti/lti.ts';
import type { Roster } from '../../../protocol/models/lti/roster.ts';
import { useCommandQuery } from '../../client/queries.ts';
import type { FormState } from '../try/form/form-state.ts';
import { launchUrlOf } from './preset.ts';

export type LaunchAsState = {
  presets: readonly LmsPreset[];
  roster: Roster;
  choice: PresetChoice;
  chosen: Chosen | null;
  /** What the LMS would send; `undefined` while core is asked. */
  applied: AppliedPreset | undefined;
  error: Error | null;
};

/** The chosen LMS, person and link of a form, and what would be sent. `null` while they are loaded. */
export function useLaunchAs(connection: Connection, operation: Operation, form: FormState): LaunchAsState | null {
  const presets = useCommandQuery('lti.presets', {});
  const roster = useCommandQuery('roster.list', {});
  const choice = form.launchSetup.preset ?? firstChoice;
  const chosen = useMemo(() => (roster.data ? chosenFrom(choice, roster.data) : null), [choice, roster.data]);
  const applied = useCommandQuery(
    'lti.applyPreset',
    {
      preset: choice.preset,
      options: choice.options,
      privacy: choice.privacy,
      personId: chosen?.person.id ?? '',
      courseId: chosen?.course.id ?? '',
      placementId: chosen?.placement.id ?? '',
      launchUrl: launchUrlOf(connection.baseUrl, operation, form),
      custom: choice.custom,
      documentTarget: choice.documentTarget ?? form.launchMode,
      graded: form.launchSetup.platform?.outcomes ?? false,
    },
    { enabled: chosen !== null, keepPrevious: true },
  );
  if (!presets.data || !roster.data) return null;
  return {
    presets: presets.data,
    roster: roster.data,
    choice,
    chosen,
    applied: applied.isPlaceholderData ? undefined : applied.data,
    error: applied.error,
  };
}
