import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type Claims, quoted } from '../../../lti/advantage/message/claims.ts';
import { findingsOf } from '../check.ts';

const of = findingsOf({ id: 'OI-10', owner: 'tool-vendor', source: 'LTI Deep Linking 2.0 §3' });

/** What each type of item needs (Deep Linking 2.0 §3.1 to §3.5); `url` of a resource link may be left out. */
const needs: Readonly<Record<string, readonly string[]>> = {
  link: ['url'],
  ltiResourceLink: [],
  file: ['url'],
  html: ['html'],
  image: ['url'],
};
const mostItems = 50;

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null;
}

/** The items of a deep linking response against what was asked for. */
export function checkContentItems(value: unknown, settings: Claims | null): CheckFinding[] {
  if (value === undefined) {
    return [
      of({
        severity: 'warning',
        title: 'The answer has no list of items.',
        seen: 'No content_items.',
        expected: 'content_items, empty when nothing was chosen.',
      }),
    ];
  }
  if (!Array.isArray(value)) {
    return [
      of({
        severity: 'error',
        title: 'content_items is no list.',
        seen: `${quoted(value)}.`,
        expected: 'A list of items.',
      }),
    ];
  }
  const several = settings?.accept_multiple === false && value.length > 1;
  return [
    ...(several
      ? [
          of({
            severity: 'error',
            title: 'Several items came back where one was asked for.',
            seen: `${value.length} items, accept_multiple false.`,
            expected: 'At most one item.',
          }),
        ]
      : []),
    ...value.slice(0, mostItems).flatMap((item: unknown, index) => itemFindings(item, index + 1, settings)),
  ];
}

function itemFindings(item: unknown, number: number, settings: Claims | null): CheckFinding[] {
  if (!isObject(item)) {
    return [
      of({
        severity: 'error',
        title: `Item ${number} is no object.`,
        seen: `${quoted(item)}.`,
        expected: 'An object with type.',
      }),
    ];
  }
  const { type } = item;
  if (typeof type !== 'string') {
    return [
      of({
        severity: 'error',
        title: `Item ${number} has no type.`,
        seen: `type ${quoted(type)}.`,
        expected: 'type, for example ltiResourceLink.',
      }),
    ];
  }
  const accepted = texts(settings?.accept_types);
  const known = Object.hasOwn(needs, type);
  const missing = (known ? (needs[type] ?? []) : []).filter(
    (name) => typeof item[name] !== 'string' || item[name] === '',
  );
  return [
    ...(accepted !== null && !accepted.includes(type)
      ? [
          of({
            severity: 'error',
            title: `Item ${number} is of a type nobody asked for.`,
            seen: `${quoted(type)}; accept_types ${quoted(accepted)}.`,
            expected: 'One of accept_types.',
          }),
        ]
      : known
        ? []
        : [
            of({
              severity: 'warning',
              title: `Item ${number} is of a type LTI does not know.`,
              seen: `${quoted(type)}.`,
              expected: `${Object.keys(needs).join(', ')}.`,
            }),
          ]),
    ...missing.map((name) =>
      of({
        severity: 'error',
        title: `Item ${number} has no ${name}.`,
        seen: `${type} with ${name} ${quoted(item[name])}.`,
        expected: `${name}, as a text.`,
      }),
    ),
    ...urlFindings(item, number),
    ...lineItemFindings(item, number, settings),
    ...customFindings(item, number),
    ...targetFindings(item, number, settings),
  ];
}

function urlFindings({ type, url }: Claims, number: number): CheckFinding[] {
  if (url === undefined) {
    return type === 'ltiResourceLink'
      ? [
          of({
            severity: 'info',
            title: `Item ${number} has no url.`,
            seen: 'A resource link without url.',
            expected: 'The url of the resource, unless the tool’s own address is meant.',
          }),
        ]
      : [];
  }
  if (typeof url !== 'string' || url === '') return [];
  if (!/^https?:\/\/[^\s/?#]/i.test(url)) {
    return [
      of({
        severity: 'error',
        title: `The url of item ${number} is not absolute.`,
        seen: `${quoted(url)}.`,
        expected: 'A URL that begins with https://.',
      }),
    ];
  }
  return /^http:/i.test(url)
    ? [
        of({
          severity: 'warning',
          title: `The url of item ${number} is not https.`,
          seen: `${quoted(url)}.`,
          expected: 'https: an LMS on https shows nothing else in a frame.',
        }),
      ]
    : [];
}

function lineItemFindings({ lineItem }: Claims, number: number, settings: Claims | null): CheckFinding[] {
  if (lineItem === undefined) return [];
  const maximum = isObject(lineItem) ? lineItem.scoreMaximum : undefined;
  return [
    ...(typeof maximum === 'number' && maximum > 0
      ? []
      : [
          of({
            severity: 'error',
            title: `The line item of item ${number} has no maximum.`,
            seen: `scoreMaximum ${quoted(maximum)}.`,
            expected: 'scoreMaximum, a number above 0.',
          }),
        ]),
    ...(settings?.accept_lineitem === false
      ? [
          of({
            severity: 'warning',
            title: `Item ${number} brings a line item nobody asked for.`,
            seen: 'lineItem, accept_lineitem false.',
            expected: 'No lineItem: the platform leaves it out.',
          }),
        ]
      : []),
  ];
}

function customFindings({ custom }: Claims, number: number): CheckFinding[] {
  if (custom === undefined) return [];
  const wrong = isObject(custom) ? Object.entries(custom).filter(([, value]) => typeof value !== 'string') : null;
  if (wrong !== null && wrong.length === 0) return [];
  return [
    of({
      severity: 'error',
      title: `The custom values of item ${number} are not texts.`,
      seen:
        wrong === null
          ? `custom ${quoted(custom)}.`
          : `${wrong
              .slice(0, 4)
              .map(([name, value]) => `${name.slice(0, 60)}: ${quoted(value)}`)
              .join(', ')}.`,
      expected: 'An object of texts.',
    }),
  ];
}

function targetFindings(item: Claims, number: number, settings: Claims | null): CheckFinding[] {
  const accepted = texts(settings?.accept_presentation_document_targets);
  if (accepted === null) return [];
  const asked = ['iframe', 'window', 'embed'].filter((target) => Object.hasOwn(item, target));
  if (asked.length === 0 || asked.some((target) => accepted.includes(target))) return [];
  return [
    of({
      severity: 'warning',
      title: `Item ${number} is to be shown in a way the platform does not offer.`,
      seen: `${asked.join(', ')}; offered are ${quoted(accepted)}.`,
      expected: 'One of accept_presentation_document_targets.',
    }),
  ];
}
