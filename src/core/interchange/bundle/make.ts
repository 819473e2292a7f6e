import {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  type Bundle,
  MAX_BUNDLE_LENGTH,
  type MadeBundle,
  type MakeBundleInput,
} from '../../../protocol/models/data/bundle.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { type Evidence, type KnownSecret, ownWords, type Story } from './evidence.ts';
import { hideSecrets } from './hide.ts';
import { mapTexts } from './map-texts.ts';
import { bundlePage } from './page/page.ts';
import { type PersonalValue, personalValues } from './personal/detect.ts';
import { createReplacer, replacedInText } from './personal/replace.ts';
import { standInsFor } from './personal/stand-ins.ts';
import { reverifyOf } from './reverify.ts';
import { onlyAsWholeValue } from './secrets.ts';
import { refuseLeaks } from './self-test.ts';

/** Where and when a bundle is made. `now` in epoch milliseconds. */
export type Maker = { now: number; timeZone: string; by: string; runtime: string };

type Choices = Omit<MakeBundleInput, 'source'>;

/**
 * Makes a bundle: hides secrets, treats personal data as chosen, writes the page, and searches it for every secret before it is
 * given out.
 *
 * @param known - all secrets of the vault; those of the evidence itself are added.
 * @throws ProblemError `bundle.holds-secret`, `input.too-large`.
 */
export function makeBundle(
  evidence: Evidence,
  choices: Choices,
  known: readonly KnownSecret[],
  maker: Maker,
): MadeBundle {
  const secrets = distinct([...known, ...evidence.secrets]);
  const keep = choices.personal === 'keep';
  const clean = hideSecrets(evidence, secrets, keep);
  const texts: string[] = [];
  mapTexts(clean, (text) => {
    texts.push(text);
    return text;
  });
  const people = personalValues(evidence, texts, choices.personalFields);
  const standIns = choices.personal === 'keep' ? [] : standInsFor(people, choices.personal);
  const cookies = choices.cookieNames ? [] : standInsFor(cookieValues(evidence.cookieNames), 'pseudonyms');
  const replace = createReplacer([...standIns, ...cookies]);
  const story = mapTexts(clean.story, replace, ownWords);
  const signed = clean.signed === null ? null : mapTexts(clean.signed, replace, ownWords);
  const bundle: Bundle = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    made: { at: new Date(maker.now).toISOString(), timeZone: maker.timeZone, by: maker.by, runtime: maker.runtime },
    note: choices.note,
    ...(choices.bodies ? story : withoutBodies(story)),
    personal: {
      choice: choices.personal,
      found: people.slice(0, 2000).map(({ field, category }, index) => ({
        field: replace(field),
        category,
        standIn: standIns[index]?.standIn ?? null,
      })),
      notes: personalNotes(people, choices),
    },
    masked: maskedNotes(secrets, choices),
    reverify: reverifyOf(evidence.signed, clean.signed, signed),
  };
  const fileName = fileNameOf(bundle, maker.now);
  return { ...fitting(bundle, fileName, secrets), fileName, searched: secrets.length };
}

function distinct(secrets: readonly KnownSecret[]): KnownSecret[] {
  const seen = new Set<string>();
  return secrets.filter(({ value }) => value !== '' && !seen.has(value) && seen.add(value));
}

function cookieValues(names: readonly string[]): PersonalValue[] {
  return names.filter(replacedInText).map((value) => ({ field: 'cookie', category: 'cookie', value }));
}

function withoutBodies(story: Story): Story {
  return { ...story, responses: story.responses.map((response) => ({ ...response, body: null })) };
}

/** The page, without the bodies of answers where it would be too long with them. */
function fitting(
  bundle: Bundle,
  fileName: string,
  secrets: readonly KnownSecret[],
): Pick<MadeBundle, 'html' | 'bundle'> {
  const less: Bundle = {
    ...bundle,
    ...withoutBodies(bundle),
    masked: [...bundle.masked, 'The bodies of answers are left out: with them the file would be too large.'],
  };
  for (const one of [bundle, less]) {
    const html = bundlePage(one, fileName);
    if (html.length > MAX_BUNDLE_LENGTH) continue;
    refuseLeaks(html, one, secrets);
    return { html, bundle: one };
  }
  throw new ProblemError('input.too-large', { params: { limit: `${MAX_BUNDLE_LENGTH} characters` } });
}

function personalNotes(people: readonly PersonalValue[], { personal, personalFields }: Choices): string[] {
  if (personal === 'keep') {
    return people.length === 0
      ? ['No personal data was found.']
      : ['Personal data stands in this file as it was sent. Give it only to those who may have it.'];
  }
  const short = [...new Set(people.filter(({ value }) => !replacedInText(value)).map(({ field }) => field))];
  return [
    personal === 'pseudonyms'
      ? 'Personal data was replaced: the same value has the same stand-in everywhere in this file.'
      : 'Personal data was masked.',
    'It was told by the names of parameters, claims and fields, and by the look of mail addresses. A name in running text that stands in no such field is not recognised.',
    ...(personalFields.length === 0 ? [] : [`Also taken as personal: ${personalFields.join(', ')}.`.slice(0, 9000)]),
    ...(short.length === 0
      ? []
      : [
          `Values too short to be told from other text were replaced only where they stand as a value of their field: ${short.join(', ')}.`.slice(
            0,
            9000,
          ),
        ]),
  ];
}

function maskedNotes(secrets: readonly KnownSecret[], { bodies, cookieNames }: Choices): string[] {
  const short = secrets.filter(({ value }) => onlyAsWholeValue(value)).map(({ owner }) => owner);
  return [
    `Secrets, tokens and values of cookies stand as ••••••. Before this file was written it was searched for ${secrets.length} secrets and tokens, each raw, percent-encoded, in base64, in hexadecimal, and escaped for JSON and HTML.`,
    'JSON Web Tokens are without their signature.',
    ...(short.length === 0
      ? []
      : [
          `Shorter than six characters or a word everybody uses, and so looked for only as the whole value of a field for secrets: ${[...new Set(short)].join(', ')}.`.slice(
            0,
            9000,
          ),
        ]),
    ...(bodies ? [] : ['The bodies of answers were left out by choice.']),
    ...(cookieNames
      ? []
      : ['The names of cookies were replaced by choice; names of one or two characters are left as they are.']),
  ];
}

/** Letters, digits and dashes: what every file system takes. */
function fileNameOf({ subject }: Bundle, now: number): string {
  const part = subject.contract?.operation ?? subject.title;
  const day = new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
  const name = part.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `evidence-${name.slice(0, 60) || 'message'}-${day}.html`;
}
