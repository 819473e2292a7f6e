import { useEffect, useMemo } from 'react';
import type { CareItem } from '../../../../protocol/models/vault/credential-details.ts';
import { useCommandQuery } from '../../../client/queries.ts';

/** Days pass without an event. */
const lookEveryMs = 3_600_000;

/** What is worth knowing of credentials, by id; `secrets`: also what only the secrets tell. */
export function useCare(secrets: boolean): ReadonlyMap<string, readonly CareItem[]> {
  const { data, refetch } = useCommandQuery('credentials.care', { secrets });
  useEffect(() => {
    const timer = window.setInterval(() => void refetch(), lookEveryMs);
    return () => window.clearInterval(timer);
  }, [refetch]);
  return useMemo(() => new Map((data ?? []).map(({ id, items }) => [id, items])), [data]);
}
