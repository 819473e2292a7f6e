import { z } from 'zod';
import type { ContentItemRequest } from '../../../protocol/models/lti/lti.ts';
import type { ContentItem, ContentItemSelection, ServiceFinding } from '../../../protocol/models/lti/platform.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { FORM_CONTENT_TYPE, isFormContentType, parseForm } from '../../signing/form-encoding.ts';
import type { PlatformRequest } from '../platform-host.ts';
import { checkSignature, type NonceMemory, replayFinding, type SignatureCheck } from '../service-signature.ts';

export const CONTENT_ITEM_CONTEXT = 'http://purl.imsglobal.org/ctx/lti/v1/ContentItem';

const maxItems = 200;

export type SelectionPorts = {
  /** What was asked for. */
  request: ContentItemRequest;
  verify: SignatureCheck;
  nonces: NonceMemory;
  /** Epoch milliseconds. */
  now(): number;
};

type Fields = ReadonlyMap<string, string>;

/** Reads and checks a tool's answer to a selection request (Content-Item Message 1.0 §3.2). Never throws for what a tool sends. */
export function readSelection(request: PlatformRequest, ports: SelectionPorts): ContentItemSelection {
  const text = new TextDecoder().decode(request.body);
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? FORM_CONTENT_TYPE;
  const pairs = isFormContentType(type) ? parseForm(text) : [];
  const fields: Fields = new Map(pairs.toReversed());
  const signature = signatureOf(request, pairs, fields, ports);
  const content = readItems(fields.get('content_items'));
  const optional = (name: string): string | null => fields.get(name) || null;
  return {
    at: ports.now(),
    verified: signature.verified,
    items: content.items,
    message: optional('lti_msg'),
    log: optional('lti_log'),
    errorMessage: optional('lti_errormsg'),
    errorLog: optional('lti_errorlog'),
    data: fields.get('data') ?? null,
    findings: [
      ...(isFormContentType(type) ? [] : [notAForm(type)]),
      ...signature.findings,
      ...envelopeFindings(fields),
      ...content.findings,
      ...requestFindings(content.items, fields, ports.request),
    ],
    fields: pairs,
  };
}

function finding(
  id: string,
  level: ServiceFinding['level'],
  title: string,
  detail: string,
  fix: string,
): ServiceFinding {
  return { id, level, title, detail, fix };
}

function notAForm(type: string): ServiceFinding {
  return finding(
    'content-type',
    'error',
    'The answer is not a form',
    `Its Content-Type is "${type}".`,
    'Let the browser post an HTML form to the return URL.',
  );
}

function signatureOf(
  request: PlatformRequest,
  pairs: Pairs,
  fields: Fields,
  { verify, nonces, request: { acceptUnsigned } }: SelectionPorts,
): { verified: boolean | null; findings: ServiceFinding[] } {
  if (!fields.has('oauth_signature')) {
    const level = acceptUnsigned === true ? 'warning' : 'error';
    const detail =
      acceptUnsigned === true
        ? 'That is allowed, as accept_unsigned was sent as true; nobody knows who sent it.'
        : 'accept_unsigned was not sent as true, so the answer has to be signed.';
    return {
      verified: null,
      findings: [
        finding(
          'unsigned',
          level,
          'The answer is not signed',
          detail,
          'Sign the form with the key and secret of the launch.',
        ),
      ],
    };
  }
  const checked = checkSignature({ method: request.method, url: request.url, headers: [], fields: pairs }, verify);
  const replay = replayFinding(fields, nonces);
  return replay === null ? checked : { verified: false, findings: [...checked.findings, replay] };
}

function envelopeFindings(fields: Fields): ServiceFinding[] {
  const expected: [string, string][] = [
    ['lti_message_type', 'ContentItemSelection'],
    ['lti_version', 'LTI-1p0'],
  ];
  return expected.flatMap(([name, value]) => {
    const actual = fields.get(name);
    if (actual === value) return [];
    const detail = actual === undefined ? 'It is missing.' : `It is "${actual}".`;
    return [finding(name, 'error', `${name} is not ${value}`, detail, `Send ${name}=${value}.`)];
  });
}

const textOrNull = z.string().nullable().catch(null);
const itemSchema = z.looseObject({
  '@type': z.string().catch(''),
  mediaType: textOrNull,
  title: textOrNull,
  text: textOrNull,
  url: textOrNull,
});
const contentSchema = z.looseObject({
  '@context': z.union([z.string(), z.array(z.unknown())]).optional(),
  '@graph': z.array(z.unknown()),
});

function readItems(text: string | undefined): { items: ContentItem[]; findings: ServiceFinding[] } {
  const broken = (detail: string, fix: string) => ({
    items: [],
    findings: [finding('content-items', 'error', 'content_items cannot be read', detail, fix)],
  });
  if (text === undefined || text === '') return { items: [], findings: [] };
  const value = parsedJson(text);
  if (value === undefined) return broken('It is not JSON.', 'Send a JSON object with @context and @graph.');
  const content = contentSchema.safeParse(value);
  if (!content.success) {
    const detail = Array.isArray(value) ? 'It is a list.' : 'It is no object with a list called @graph.';
    return broken(detail, 'Send an object, and the items in its @graph.');
  }
  const graph = content.data['@graph'];
  const items = graph.slice(0, maxItems).flatMap((entry): ContentItem[] => {
    const item = itemSchema.safeParse(entry);
    if (!item.success) return [];
    const { '@type': type, mediaType, title, text: description, url } = item.data;
    return [{ type, mediaType, title, text: description, url, json: JSON.stringify(entry) }];
  });
  return { items, findings: contentFindings(content.data['@context'], graph.length, items) };
}

function contentFindings(context: unknown, count: number, items: readonly ContentItem[]): ServiceFinding[] {
  const findings: ServiceFinding[] = [];
  const contexts: readonly unknown[] = Array.isArray(context) ? context : [context];
  if (!contexts.includes(CONTENT_ITEM_CONTEXT)) {
    findings.push(
      finding(
        'content-context',
        'warning',
        'content_items has another @context',
        'Without it the names in it have no meaning.',
        `Send "@context": "${CONTENT_ITEM_CONTEXT}".`,
      ),
    );
  }
  if (items.length < count) {
    findings.push(
      finding(
        'content-items-skipped',
        'error',
        'Some items could not be taken',
        `${count - items.length} of ${count} are no objects, or more than ${maxItems}.`,
        'Send each item as an object.',
      ),
    );
  }
  for (const item of items) {
    if (item.type !== '' && item.mediaType !== null) continue;
    findings.push(
      finding(
        'content-item-type',
        'error',
        'An item has no @type or mediaType',
        item.title === null ? item.json.slice(0, 200) : `It is "${item.title}".`,
        'Send both, for example LtiLinkItem and application/vnd.ims.lti.v1.ltilink.',
      ),
    );
  }
  return findings;
}

function parsedJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Where the answer does not fit what was asked for. */
function requestFindings(items: readonly ContentItem[], fields: Fields, request: ContentItemRequest): ServiceFinding[] {
  const findings: ServiceFinding[] = [];
  if (request.data !== undefined && fields.get('data') !== request.data) {
    const detail = fields.has('data') ? 'It came back changed.' : 'It did not come back.';
    findings.push(
      finding('data', 'error', 'data was not returned unchanged', detail, 'Return data exactly as it came.'),
    );
  }
  if (items.length > 1 && request.acceptMultiple !== true) {
    findings.push(
      finding(
        'accept-multiple',
        'error',
        'More than one item came back',
        `There are ${items.length}, and accept_multiple was not sent as true.`,
        'Let the user choose one.',
      ),
    );
  }
  for (const { mediaType } of items) {
    if (mediaType === null || accepts(request.acceptMediaTypes, mediaType)) continue;
    findings.push(
      finding(
        'accept-media-types',
        'warning',
        'An item is of a type that was not asked for',
        `It is ${mediaType}; accepted are ${request.acceptMediaTypes.join(', ')}.`,
        'Offer only what accept_media_types allows.',
      ),
    );
  }
  return findings;
}

function accepts(accepted: readonly string[], mediaType: string): boolean {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return accepted.some((pattern) => {
    const wanted = pattern.trim().toLowerCase();
    if (wanted === '*/*' || wanted === type) return true;
    return wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1));
  });
}
