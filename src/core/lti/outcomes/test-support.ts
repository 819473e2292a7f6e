import { createHash } from 'node:crypto';
import type { Grade } from '../../../protocol/models/lti/platform.ts';
import { signInputSchema } from '../../../protocol/models/signing.ts';
import { createMemoryNonceLedger, createNonceSource, sign, verify } from '../../signing/index.ts';
import type { GradesRepository } from '../../storage/repositories/grades.ts';
import type { PlatformRequest } from '../platform-host.ts';
import { createNonceMemory } from '../service-signature.ts';
import { OUTCOMES_NAMESPACE } from './message.ts';
import type { OutcomesPorts } from './service.ts';

export const testNow = 1_790_000_000_000;
export const serviceUrl = 'http://127.0.0.1:1234/outcomes/token';
const credential = { key: 'test-key', secret: 'test&secret' };

export function memoryGrades(): GradesRepository & { cells: Map<string, Grade> } {
  const cells = new Map<string, Grade>();
  return {
    cells,
    issue: (result, at) => {
      cells.set(result.sourcedId, { ...result, score: null, text: null, url: null, issuedAt: at, gradedAt: null });
    },
    get: (_connection, sourcedId) => cells.get(sourcedId),
    report: (_connection, sourcedId, result, at) => {
      const cell = cells.get(sourcedId);
      if (cell !== undefined) cells.set(sourcedId, { ...cell, ...result, gradedAt: at });
      return cell !== undefined;
    },
    list: () => [...cells.values()],
  };
}

/** Ports with one result called `s-1`. */
export function outcomesPorts(changes: Partial<OutcomesPorts> = {}) {
  const grades = memoryGrades();
  grades.issue(
    { connectionId: 'c', sourcedId: 's-1', exchangeId: 'e', userId: 'u', contextId: 'x', resourceLinkId: 'l' },
    1,
  );
  const ports: OutcomesPorts = {
    connectionId: 'c',
    grades,
    verify: (message) => verify({ scheme: 'oauth1', ...message, credential, now: testNow / 1000 }),
    nonces: createNonceMemory(),
    now: () => testNow,
    newMessageId: () => 'answer-1',
    ...changes,
  };
  return { ports, grades };
}

export function envelope(operation: string, record: string, messageId = 'm-1'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<imsx_POXEnvelopeRequest xmlns="${OUTCOMES_NAMESPACE}">
  <imsx_POXHeader><imsx_POXRequestHeaderInfo><imsx_version>V1.0</imsx_version>
    <imsx_messageIdentifier>${messageId}</imsx_messageIdentifier></imsx_POXRequestHeaderInfo></imsx_POXHeader>
  <imsx_POXBody><${operation}Request><resultRecord>${record}</resultRecord></${operation}Request></imsx_POXBody>
</imsx_POXEnvelopeRequest>`;
}

export function replace(score: string, sourcedId = 's-1', more = ''): string {
  return envelope(
    'replaceResult',
    `<sourcedGUID><sourcedId>${sourcedId}</sourcedId></sourcedGUID>
    <result><resultScore><language>en</language><textString>${score}</textString></resultScore>${more}</result>`,
  );
}

export type SendingOptions = {
  secret?: string;
  contentType?: string;
  nonce?: string;
  /** Sent instead of the body that was signed. */
  tampered?: string;
  withoutHash?: boolean;
};

/** A message as a tool with our signer sends it. */
export function sent(body: string, options: SendingOptions = {}): PlatformRequest {
  const { contentType = 'application/xml', nonce = createHash('sha1').update(body).digest('hex') } = options;
  const asForm = options.withoutHash === true;
  const input = signInputSchema.parse({
    scheme: 'oauth1',
    method: 'POST',
    url: serviceUrl,
    ...(asForm ? {} : { body: { contentType, text: body } }),
    placement: 'header',
    credential: { ...credential, secret: options.secret ?? credential.secret },
    timestamp: testNow / 1000,
    nonce,
  });
  const random = { bytes: (length: number) => new Uint8Array(length) };
  const nonces = createNonceSource(random, createMemoryNonceLedger());
  const { request } = sign(input, { clock: { now: () => testNow }, random, nonces });
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'content-type');
  return {
    method: 'POST',
    url: serviceUrl,
    query: new URLSearchParams(),
    headers: [...headers, ['Content-Type', contentType]],
    body: new TextEncoder().encode(options.tampered ?? body),
  };
}
