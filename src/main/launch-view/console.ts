import { maxObservationText, type Observation } from '../../protocol/models/exchanges/observation.ts';
import { consoleCalledSchema, exceptionThrownSchema, logEntrySchema, type RemoteObject } from './cdp-page.ts';
import type { Place } from './frames.ts';

type PlaceOfContext = (contextId: number | undefined) => Place;

/** `console.error` and `console.warn` of a page; what Electron itself warns developers of is none of the page's. */
export function consoleMessage(params: unknown, placeOf: PlaceOfContext): Observation[] {
  const { type, args, executionContextId, timestamp, stackTrace } = consoleCalledSchema.parse(params);
  const level = type === 'error' || type === 'assert' ? 'error' : type === 'warning' ? 'warning' : null;
  const text = args.map(textOf).join(' ');
  if (level === null || text.startsWith('%cElectron ')) return [];
  const at = stackTrace?.callFrames[0];
  return [message(placeOf(executionContextId), { at: timestamp, level, source: 'javascript', text, where: at })];
}

/** An error no script caught. */
export function exceptionMessage(params: unknown, placeOf: PlaceOfContext): Observation[] {
  const { timestamp, exceptionDetails: details } = exceptionThrownSchema.parse(params);
  const thrown = details.exception === undefined ? '' : textOf(details.exception).split('\n', 1)[0];
  const frame = details.stackTrace?.callFrames[0];
  const where = { url: details.url ?? frame?.url ?? '', lineNumber: details.lineNumber };
  const text = [details.text, thrown].filter((part) => part !== '').join(' ');
  return [
    message(placeOf(details.executionContextId), { at: timestamp, level: 'error', source: 'javascript', text, where }),
  ];
}

/** What the browser itself says in the console. Failed requests are told as such already. */
export function logMessage(params: unknown, place: Place): Observation[] {
  const { source, level, text, timestamp, url, lineNumber } = logEntrySchema.parse(params).entry;
  if (source === 'network' || (level !== 'error' && level !== 'warning')) return [];
  const where = url === undefined ? undefined : { url, lineNumber };
  return [message(place, { at: timestamp, level, source, text, where })];
}

type Message = {
  at: number;
  level: 'error' | 'warning';
  source: string;
  text: string;
  where: { url: string; lineNumber?: number | undefined } | undefined;
};

function message(place: Place, { at, level, source, text, where }: Message): Observation {
  return {
    kind: 'console',
    at: Math.round(at),
    ...place,
    level,
    source,
    text: text.trim().slice(0, maxObservationText),
    url: where === undefined || where.url === '' ? null : where.url.slice(0, maxObservationText),
    line: where?.lineNumber === undefined ? null : where.lineNumber + 1,
  };
}

function textOf({ type, value, description }: RemoteObject): string {
  if (typeof value === 'string') return value;
  return description ?? (value === undefined ? type : (JSON.stringify(value) ?? type));
}
