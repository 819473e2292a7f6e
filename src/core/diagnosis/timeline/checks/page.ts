import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { shortUrl } from '../address.ts';
import { isOf } from '../observations.ts';
import { hopFinding, type NetworkCase } from './context.ts';

/** NET-06: windows asked for, what the page needs the frame to allow, and LTI messages. NET-12: what a page misses or complains of. */
export function checkPage(seen: NetworkCase): TimelineFinding[] {
  return [...popups(seen), ...permissions(seen), ...messages(seen), ...resources(seen), ...complaints(seen)];
}

function popups({ exchange, hops }: NetworkCase): TimelineFinding[] {
  const observed = isOf(exchange.observations, 'popup');
  // A frame that asks as soon as it begins may do so before it is observed; its window was refused all the same.
  const others = hops.filter(
    ({ cause, url }) => cause.kind === 'popup' && !observed.some((one) => url.startsWith(one.url)),
  );
  return [
    ...observed.map(({ hop, url, byUser }) => popup(hop, url, byUser ? 'click' : 'page')),
    ...others.map(({ index, url }) => popup(index, url, 'unseen')),
  ];
}

/** `askedBy`: `unseen` where what the page did before it asked was not observed. */
function popup(hop: number | null, url: string, askedBy: 'click' | 'page' | 'unseen'): TimelineFinding {
  const words = {
    click: ['A click asked for a new window.', '.'],
    page: ['A page asked for a new window by itself.', ', without a click or a key.'],
    unseen: ['A page asked for a new window.', ', so early that no click or key can have been seen.'],
  } as const;
  const [title, how] = words[askedBy];
  return hopFinding(hop, {
    id: 'NET-06',
    severity: askedBy === 'click' ? 'info' : 'warning',
    title,
    seen: `${shortUrl(url)}${how}`,
    expected:
      askedBy === 'click'
        ? 'Nothing to change. The launch view opens no windows, so what it shows is not seen here.'
        : 'A window opened by a person’s click: browsers block all others. Libraries open one when their cookie does not come back.',
    owner: 'tool-vendor',
    source: 'HTML §7.2.2.1',
  });
}

/** `Permissions policy violation: microphone is not allowed in this document.` */
function permissions({ exchange }: NetworkCase): TimelineFinding[] {
  const refused = isOf(exchange.observations, 'console').flatMap((entry) => {
    const feature = /permissions policy violation: ([\w-]+)|because an iframe.*?'([\w-]+)'/i.exec(entry.text);
    return feature === null ? [] : [{ entry, feature: feature[1] ?? feature[2] ?? '' }];
  });
  return refused.slice(0, 10).map(({ entry, feature }) =>
    hopFinding(entry.hop, {
      id: 'NET-06',
      severity: 'warning',
      title: 'The page needs something its frame does not allow.',
      seen: entry.text.slice(0, 300),
      expected: `An iframe with allow="${feature}".`,
      owner: 'platform-admin',
      source: 'Permissions Policy §9.5',
    }),
  );
}

function messages({ exchange }: NetworkCase): TimelineFinding[] {
  const subjects = new Set(isOf(exchange.observations, 'lti-message').map(({ subject }) => subject));
  const shown = [...subjects].filter((subject) =>
    /frameResize|close|scrollToTop|showModuleNavigation|hideRightSideWrapper/i.test(subject),
  );
  if (shown.length === 0) return [];
  return [
    hopFinding(null, {
      id: 'NET-06',
      severity: 'info',
      title: 'The tool asks the page around it for something.',
      seen: `${shown.slice(0, 8).join(', ')}.`,
      expected: 'An LMS that understands these messages; others ignore them.',
      owner: 'platform-admin',
      source: 'Canvas: LTI postMessage API',
    }),
  ];
}

/** Scripts, styles and data a page needs to work; pictures and fonts it can do without. */
const needed: ReadonlySet<string> = new Set(['Script', 'Stylesheet', 'XHR', 'Fetch', '']);

function resources({ exchange }: NetworkCase): TimelineFinding[] {
  return isOf(exchange.observations, 'resource-failed')
    .filter(({ url }) => !/\/favicon\.ico$/.test(shortUrl(url)))
    .slice(0, 50)
    .map(({ hop, url, resourceType, reason, method }) =>
      hopFinding(hop, {
        id: 'NET-12',
        severity: needed.has(resourceType) ? 'warning' : 'info',
        title: 'Something a page needs did not arrive.',
        seen: `${resourceType || 'Resource'} ${method} ${shortUrl(url)}: ${reason}`.replace(/ {2,}/g, ' '),
        expected: 'An answer below 400.',
        owner: 'tool-vendor',
        source: 'what the browser recorded',
      }),
    );
}

function complaints({ exchange }: NetworkCase): TimelineFinding[] {
  const errors = isOf(exchange.observations, 'console').filter(({ level }) => level === 'error');
  const hops = [...new Set(errors.map(({ hop }) => hop))];
  return hops.map((hop) => {
    const own = errors.filter((entry) => entry.hop === hop);
    return hopFinding(hop, {
      id: 'NET-12',
      severity: 'info',
      title: own.length === 1 ? 'The page reported an error.' : `The page reported ${own.length} errors.`,
      seen: own[0]?.text.slice(0, 300) ?? '',
      expected: 'None. Errors of scripts are often harmless; read them when the page stays empty.',
      owner: 'tool-vendor',
      source: 'the console of the page',
    });
  });
}
