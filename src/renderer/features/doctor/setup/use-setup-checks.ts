import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { registrationOf, type SetupForm } from './input.ts';

/** Long enough for typing to pause. */
const pause = 250;

type SetupChecks = {
  /** `null` before there is something to check. */
  checks: readonly CheckFinding[] | null;
  error: Error | null;
};

/** What the checks say of a registration, soon after it changed; meanwhile what they said before. */
export function useSetupChecks(form: SetupForm): SetupChecks {
  const [settled] = useDebouncedValue(form, pause);
  const registration = useMemo(() => registrationOf(settled), [settled]);
  const { data, error } = useCommandQuery('diagnosis.configuration', registration === null ? {} : { registration }, {
    enabled: registration !== null,
    keepPrevious: true,
    forget: true,
  });
  return { checks: registration === null ? null : (data ?? null), error };
}
