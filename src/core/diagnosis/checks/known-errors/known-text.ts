import type { FindingOwner } from '../../../../protocol/models/signing.ts';

export const librarySystems = {
  moodle: 'Moodle',
  canvas: 'Canvas',
  blackboard: 'Blackboard',
  brightspace: 'Brightspace',
  sakai: 'Sakai',
  'open-edx': 'Open edX',
  pylti: 'PyLTI',
  'pylti1.3': 'PyLTI1p3',
  ltijs: 'ltijs',
  'lti-php': 'LTI-PHP',
  packback: 'Packback’s PHP library',
} as const;
export type LibrarySystem = keyof typeof librarySystems;

/** A text by which a platform or library tells a failure, word for word. */
export type KnownText = {
  /** `canvas-aud`: unique in the table. */
  id: string;
  /** Who says it. Libraries that descend from one another say the same. */
  from: readonly [LibrarySystem, ...LibrarySystem[]];
  /** Searched for as it is, without regard to case and blanks, so that no text takes longer than another. */
  phrase: string;
  /** One of these stands in the text too: for phrases that others use as well. */
  beside?: readonly string[];
  /** The phrase is too common to count unless it is nearly all the page says. */
  alone?: true;
  /** What it means, as a title. */
  meaning: string;
  /** Row of the table of failures: `B8`. */
  row: string;
  owner: FindingOwner;
  /** What to do. */
  todo: string;
  /** Where the text stands. */
  source: string;
};

/** A file of a public repository at one commit. */
export function file(repository: string, commit: string, path: string): string {
  return `https://github.com/${repository}/blob/${commit}/${path}`;
}

export function issue(repository: string, number: number): string {
  return `https://github.com/${repository}/issues/${number}`;
}
