import type { Check } from '../../../protocol/models/exchanges/verdict.ts';
import type { MediaTypeNode, ResponseNode } from '../operations.ts';
import { isJsonMediaType } from '../parameters.ts';
import { breachLevel, check, type Facts, sourceLine } from './facts.ts';
import { excerpt, tooLarge } from './message.ts';
import { headerValue } from './response.ts';
import { schemaChecks } from './schema-checks.ts';

/** Checks of headers and body against the documented response. */
export function bodyChecks(facts: Facts): Check[] {
  const { documented } = facts;
  if (documented === undefined) return [];
  const headers = headerChecks(facts, documented);
  if (documented.contents.length === 0) return headers;
  const media = matchingMedia(documented.contents, facts.contentType);
  const judged =
    media ?? documented.contents.find(({ mediaType }) => isJsonMediaType(mediaType)) ?? documented.contents[0];
  return [
    ...headers,
    ...contentTypeChecks(facts, documented, media),
    ...(judged === undefined ? [] : jsonChecks(facts, judged)),
  ];
}

function headerChecks(facts: Facts, documented: ResponseNode): Check[] {
  return documented.headers
    .filter(({ required, name }) => required && name.toLowerCase() !== 'content-type')
    .map(({ name, description, source }) => {
      const value = headerValue(facts.response.headers, name);
      const expected = `header ${name}${description === '' ? '' : `: ${description}`}`;
      const level = value === undefined ? breachLevel(source) : 'pass';
      return check(
        `header.${name.toLowerCase()}`,
        level,
        expected,
        excerpt(value ?? `no ${name} header`),
        sourceLine(facts, source),
      );
    });
}

/** RFC 9110 §8.3.1: type and subtype without case; parameters such as charset do not count. Ranges as in `Accept` are allowed in a contract. */
function matchingMedia(contents: readonly MediaTypeNode[], contentType: string | undefined): MediaTypeNode | undefined {
  if (contentType === undefined) return undefined;
  const actual = essence(contentType);
  return (
    contents.find(({ mediaType }) => essence(mediaType) === actual) ??
    contents.find(({ mediaType }) => isJsonMediaType(mediaType) && isJsonMediaType(actual)) ??
    contents.find(({ mediaType }) => inRange(essence(mediaType), actual))
  );
}

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

function inRange(range: string, actual: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && actual.startsWith(range.slice(0, -1)));
}

function contentTypeChecks(facts: Facts, documented: ResponseNode, media: MediaTypeNode | undefined): Check[] {
  const expected = documented.contents.map(({ mediaType }) => mediaType).join(' or ');
  const source = media?.source ?? documented.contents[0]?.source;
  const line = sourceLine(facts, source);
  if (media !== undefined) return [check('content-type', 'pass', expected, facts.contentType ?? '', line)];
  if (facts.contentType === undefined) {
    return [check('content-type', 'warning', expected, 'no Content-Type header', line)];
  }
  return [check('content-type', breachLevel(source), expected, excerpt(facts.contentType), line)];
}

function jsonChecks(facts: Facts, media: MediaTypeNode): Check[] {
  if (!isJsonMediaType(media.mediaType)) return [];
  const line = sourceLine(facts, media.source);
  if (facts.body.jsonError === tooLarge) {
    return [check('body.json', 'warning', 'a JSON body', `not judged: ${tooLarge}`, line)];
  }
  if (facts.body.json === undefined) {
    const actual =
      facts.body.kind === 'empty' ? 'an empty body' : `not JSON: ${facts.body.jsonError ?? 'it does not parse'}`;
    return [check('body.json', breachLevel(media.source), 'a JSON body', actual, line)];
  }
  const parsed = check('body.json', 'pass', 'a JSON body', 'JSON', line);
  return [parsed, ...schemaChecks(facts, media, facts.body.json.value)];
}
