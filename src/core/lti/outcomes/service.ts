import type { OutcomeCall, ServiceFinding } from '../../../protocol/models/lti/platform.ts';
import type { GradesRepository } from '../../storage/repositories/grades.ts';
import type { PlatformAnswer, PlatformRequest } from '../platform-host.ts';
import { checkSignature, type NonceMemory, replayFinding, type SignatureCheck } from '../service-signature.ts';
import {
  OUTCOMES_NAMESPACE,
  type OutcomeAnswer,
  type OutcomeMessage,
  readOutcomeMessage,
  writeOutcomeAnswer,
} from './message.ts';
import { oauthParameters } from './oauth-parameters.ts';
import { readScore } from './score.ts';

export type OutcomesPorts = {
  connectionId: string;
  grades: GradesRepository;
  verify: SignatureCheck;
  nonces: NonceMemory;
  /** Epoch milliseconds. */
  now(): number;
  newMessageId(): string;
};

/** Characters of a value, and of a whole message, that the record keeps. */
const shownCharacters = 2000;
const keptCharacters = 16_384;

function clipped(text: string | null | undefined): string | null {
  return text?.slice(0, shownCharacters) ?? null;
}

type Decision = {
  status: number;
  codeMajor: OutcomeAnswer['codeMajor'];
  description: string;
  findings: ServiceFinding[];
  score?: string;
};

/**
 * Answers one Basic Outcomes message (LTI 1.1 §6) and keeps the grade. Nothing is changed unless signature and body hash are
 * right. Refusals of what was asked are answers with HTTP 200; a wrong signature is 401, an unreadable message 400, and 503
 * says that the signature cannot be checked now.
 */
export function answerOutcome(
  request: PlatformRequest,
  ports: OutcomesPorts,
): { answer: PlatformAnswer; call: OutcomeCall } {
  const body = decodeUtf8(request.body);
  const read = body === null ? unreadable(encodingFinding) : readMessage(body);
  const signature = checkSignature(
    { method: request.method, url: request.url, headers: request.headers, body: body ?? '' },
    ports.verify,
  );
  const transport = transportFindings(request, ports.nonces);
  const findings = [...signature.findings, ...transport];
  const refused = refusal(signature.verified, findings, read);
  const message = read.ok ? read.message : null;
  const decision = refused ?? (message === null ? impossible : carryOut(message, ports));
  const all = [...findings, ...(read.ok ? messageFindings(read.message) : []), ...decision.findings];
  const xml = writeOutcomeAnswer({
    messageId: ports.newMessageId(),
    requestId: message?.messageId ?? '',
    codeMajor: decision.codeMajor,
    description: decision.description,
    operationName: message?.operationName ?? '',
    ...(decision.score === undefined ? {} : { score: decision.score }),
  });
  return {
    answer: { status: decision.status, contentType: 'application/xml; charset=utf-8', body: xml },
    call: {
      at: ports.now(),
      operation: message?.operation ?? null,
      sourcedId: clipped(message?.sourcedId),
      score: clipped(decision.score ?? message?.score?.text),
      text: clipped(message?.text),
      url: clipped(message?.url),
      verified: signature.verified,
      codeMajor: decision.codeMajor,
      description: decision.description.slice(0, shownCharacters),
      findings: all.map((one) => ({ ...one, detail: one.detail.slice(0, shownCharacters) })),
      request: { url: request.url, headers: request.headers, body: (body ?? '').slice(0, keptCharacters) },
      response: { status: decision.status, body: xml.slice(0, keptCharacters) },
    },
  };
}

type Read = { ok: true; message: OutcomeMessage } | { ok: false; finding: ServiceFinding };

const impossible: Decision = { status: 400, codeMajor: 'failure', description: 'Unreadable.', findings: [] };

const encodingFinding: ServiceFinding = {
  id: 'encoding',
  level: 'error',
  title: 'The message is not UTF-8',
  detail: 'There are bytes in it that no UTF-8 text has.',
  fix: 'Send the XML in UTF-8 and hash exactly the bytes that are sent.',
};

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function unreadable(finding: ServiceFinding): Read {
  return { ok: false, finding };
}

function readMessage(body: string): Read {
  try {
    return { ok: true, message: readOutcomeMessage(body) };
  } catch (error) {
    return unreadable({
      id: 'xml',
      level: 'error',
      title: 'The message is not XML that can be read',
      detail: error instanceof Error ? error.message : String(error),
      fix: 'Send an imsx_POXEnvelopeRequest with nothing before it but the XML declaration.',
    });
  }
}

/** Why nothing is carried out, or `null`. */
function refusal(verified: boolean | null, findings: readonly ServiceFinding[], read: Read): Decision | null {
  if (verified === null) {
    const description = 'The signature cannot be checked now. Try again later.';
    return { status: 503, codeMajor: 'failure', description, findings: [] };
  }
  const error = findings.find(({ level }) => level === 'error');
  if (!verified || error !== undefined) {
    const description = error === undefined ? 'The signature is wrong.' : `${error.title}.`;
    return { status: 401, codeMajor: 'failure', description, findings: read.ok ? [] : [read.finding] };
  }
  if (!read.ok) {
    return { status: 400, codeMajor: 'failure', description: `${read.finding.title}.`, findings: [read.finding] };
  }
  return null;
}

/** What is wrong with the way the message was sent. */
function transportFindings(request: PlatformRequest, nonces: NonceMemory): ServiceFinding[] {
  const oauth = oauthParameters(request.headers);
  const findings: ServiceFinding[] = [];
  if (oauth.size > 0 && !oauth.has('oauth_body_hash')) {
    findings.push({
      id: 'body-hash-missing',
      level: 'error',
      title: 'The body is not covered by the signature',
      detail: 'The Authorization header has no oauth_body_hash, so anybody could change the score on its way.',
      fix: 'Send oauth_body_hash: base64 of the SHA-1 of the body’s bytes, and sign it with the other parameters.',
    });
  }
  const replay = replayFinding(oauth, nonces);
  if (replay !== null) findings.push(replay);
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!/^application\/xml\s*(;|$)/i.test(type)) {
    findings.push({
      id: 'content-type',
      level: 'warning',
      title: 'The message is not sent as application/xml',
      detail: type === '' ? 'It has no Content-Type.' : `Its Content-Type is "${type}".`,
      fix: 'Send Content-Type: application/xml.',
    });
  }
  return findings;
}

/** What deviates from the specification and does no harm here. */
function messageFindings(message: OutcomeMessage): ServiceFinding[] {
  const findings: ServiceFinding[] = [];
  const warn = (id: string, title: string, detail: string, fix: string): void => {
    findings.push({ id, level: 'warning', title, detail, fix });
  };
  if (message.rootName !== 'imsx_POXEnvelopeRequest') {
    warn(
      'root',
      'The message has another root element',
      `It is ${message.rootName}.`,
      'Send an imsx_POXEnvelopeRequest.',
    );
  }
  if (message.namespace !== OUTCOMES_NAMESPACE) {
    const detail = message.namespace === '' ? 'It has none.' : `It is ${message.namespace}.`;
    warn('namespace', 'The message has another namespace', detail, `Use ${OUTCOMES_NAMESPACE}.`);
  }
  if (message.messageId === null || message.messageId === '') {
    warn(
      'message-id',
      'The message has no imsx_messageIdentifier',
      'The answer cannot refer to it.',
      'Send a new identifier with every message.',
    );
  }
  if (message.score !== null && !/^en([-_]|$)/i.test(message.score.language ?? '')) {
    warn(
      'score-language',
      'The language of the score is not en',
      `It is ${message.score.language ?? 'not given'}; it says how the number is written.`,
      'Send <language>en</language> before textString.',
    );
  }
  return findings;
}

function failure(description: string, findings: ServiceFinding[] = []): Decision {
  return { status: 200, codeMajor: 'failure', description, findings };
}

function carryOut(message: OutcomeMessage, { grades, connectionId, now }: OutcomesPorts): Decision {
  if (message.operation === null) {
    const named = message.operationName === '' ? 'no operation' : `the operation ${message.operationName}`;
    const description = `The message names ${named}. replaceResult, readResult and deleteResult are supported.`;
    return { status: 200, codeMajor: 'unsupported', description, findings: [] };
  }
  const { sourcedId } = message;
  const grade = sourcedId === null ? undefined : grades.get(connectionId, sourcedId);
  if (sourcedId === null || grade === undefined) return failure(noSuchResult(sourcedId), [sourcedIdFinding(sourcedId)]);
  switch (message.operation) {
    case 'readResult': {
      const score = grade.score === null ? '' : decimal(grade.score);
      return { status: 200, codeMajor: 'success', description: 'The result was read.', findings: [], score };
    }
    case 'deleteResult':
      grades.report(connectionId, sourcedId, { score: null, text: null, url: null }, now());
      return { status: 200, codeMajor: 'success', description: 'The result was deleted.', findings: [] };
    case 'replaceResult': {
      const { score, text, url } = message;
      if (score === null && text === null && url === null) {
        return failure('The message has no resultScore.', [noScoreFinding]);
      }
      const read = score === null ? null : readScore(score.text);
      if (read?.ok === false) return failure(`${read.finding.title}. ${read.finding.detail}`, [read.finding]);
      grades.report(connectionId, sourcedId, { score: read?.score ?? grade.score, text, url }, now());
      const description = score === null ? 'The result data was kept.' : `The score ${score.text} was kept.`;
      return { status: 200, codeMajor: 'success', description, findings: [] };
    }
  }
}

/** Without an exponent, which JavaScript writes for small numbers. */
function decimal(score: number): string {
  return /e/i.test(String(score)) ? score.toFixed(20).replace(/0+$/, '') : String(score);
}

function noSuchResult(sourcedId: string | null): string {
  return sourcedId === null ? 'The message has no sourcedId.' : 'There is no result with this sourcedId.';
}

function sourcedIdFinding(sourcedId: string | null): ServiceFinding {
  return {
    id: 'sourced-id',
    level: 'error',
    title: noSuchResult(sourcedId).slice(0, -1),
    detail:
      sourcedId === null
        ? 'Every operation names the result in resultRecord > sourcedGUID > sourcedId.'
        : `"${sourcedId}" was not sent with any launch of this connection.`,
    fix: 'Send lis_result_sourcedid back exactly as the launch gave it, escaped for XML and not encoded otherwise.',
  };
}

const noScoreFinding: ServiceFinding = {
  id: 'score-missing',
  level: 'error',
  title: 'There is no score to keep',
  detail: 'replaceResult holds no result > resultScore > textString.',
  fix: 'Send the score, or use deleteResult to remove it.',
};
