/** Something to read in the store. */
export interface Publication {
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  /** Whether plans hold it; the others are for users with full access only. */
  readonly inPlans: boolean;
  readonly text: string;
}

const publications: readonly Publication[] = [
  {
    slug: 'harbour-and-tide',
    title: 'Harbour and Tide',
    author: 'M. Ellery',
    inPlans: true,
    text: 'Twice a day the harbour holds its breath. The flood has spent itself, the ebb has not begun, and boats swing idly about their anchors.',
  },
  {
    slug: 'letters-signed-and-sealed',
    title: 'Letters Signed and Sealed',
    author: 'J. Okafor',
    inPlans: true,
    text: 'A seal says nothing about what a letter holds. It says who closed it, and that nobody has opened it since. Most of what we trust is built of such small promises.',
  },
  {
    slug: 'the-glasshouse-year',
    title: 'The Glasshouse Year',
    author: 'P. Lindqvist',
    inPlans: true,
    text: 'In January the panes are white until noon. The gardener scratches a hole the size of a coin and reads the weather through it, as others read a newspaper.',
  },
  {
    slug: 'atlas-of-night-trains',
    title: 'Atlas of Night Trains',
    author: 'R. Moreau',
    inPlans: false,
    text: 'Between two and three the train stands in a station without a name board. A man walks along it and strikes each wheel with a hammer, listening.',
  },
  {
    slug: 'salt-routes',
    title: 'Salt Routes',
    author: 'A. Benali',
    inPlans: false,
    text: 'What a caravan carried can be told from the width of the road it left. Salt is heavy, and does not mind the sun.',
  },
];

export function allPublications(): readonly Publication[] {
  return publications;
}

export function findPublication(slug: string): Publication | null {
  return publications.find((publication) => publication.slug === slug) ?? null;
}
