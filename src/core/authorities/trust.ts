import { rootCertificates } from 'node:tls';
import type { LaunchStage } from '../ports.ts';
import { systemAuthorities } from './system.ts';

/** What is trusted besides the authorities Node brings along, all as PEM. */
export type Trusted = { added: readonly string[]; sandbox: readonly string[]; system: boolean };

/** Whom requests and launches believe. */
export type Trust = {
  /** All authorities, or `null` for the built-in ones alone. */
  all(): readonly string[] | null;
  /** Those beside the built-in ones. */
  own(): readonly string[];
  set(changes: Partial<Trusted>): void;
};

/** @param fixed - authorities trusted for as long as the process runs */
export function createTrust(fixed: readonly string[] = []): Trust {
  let trusted: Trusted = { added: [], sandbox: [], system: false };
  let all: readonly string[] | null | undefined;
  const own = () => [
    ...(trusted.system ? (systemAuthorities() ?? []) : []),
    ...fixed,
    ...trusted.added,
    ...trusted.sandbox,
  ];
  return {
    own,
    all: () => {
      all ??= together(own());
      return all;
    },
    set: (changes) => {
      trusted = { ...trusted, ...changes };
      all = undefined;
    },
  };
}

function together(own: readonly string[]): readonly string[] | null {
  return own.length === 0 ? null : [...rootCertificates, ...own];
}

/** The stage, told with each launch whom it believes besides those its browser does. */
export function trustingStage(stage: LaunchStage, trust: Pick<Trust, 'own'>): LaunchStage {
  return {
    ...(stage.withoutScripts === true ? { withoutScripts: true as const } : {}),
    open: (launch) => stage.open({ ...launch, authorities: trust.own() }),
    close: (exchangeId) => stage.close(exchangeId),
    onEvent: (listener) => stage.onEvent(listener),
  };
}
