import { type OutcomeOperation, outcomeOperationSchema } from '../../../protocol/models/lti/platform.ts';
import { elementAt, escapeXml, parseXml, textAt } from './xml.ts';

export const OUTCOMES_NAMESPACE = 'http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0';

/** A Basic Outcomes request as a tool sent it (LTI 1.1 §6); nothing in it has been checked. */
export type OutcomeMessage = {
  rootName: string;
  namespace: string;
  messageId: string | null;
  /** Name of the operation's element without `Request`, for example `replaceResult`; empty when the body is. */
  operationName: string;
  operation: OutcomeOperation | null;
  sourcedId: string | null;
  /** `resultScore`: language and text as written. */
  score: { language: string | null; text: string } | null;
  /** `resultData` extension. */
  text: string | null;
  url: string | null;
};

/** Takes a request apart. Throws an Error that says where the XML is wrong. */
export function readOutcomeMessage(xml: string): OutcomeMessage {
  const root = parseXml(xml);
  const [operation] = elementAt(root, 'imsx_POXBody')?.children ?? [];
  const operationName = operation?.name.replace(/Request$/, '') ?? '';
  const record = elementAt(operation, 'resultRecord');
  const score = elementAt(record, 'result', 'resultScore');
  const known = outcomeOperationSchema.safeParse(operationName);
  return {
    rootName: root.name,
    namespace: root.namespace,
    messageId: textAt(root, 'imsx_POXHeader', 'imsx_POXRequestHeaderInfo', 'imsx_messageIdentifier'),
    operationName,
    operation: known.success ? known.data : null,
    sourcedId: textAt(record, 'sourcedGUID', 'sourcedId'),
    score:
      score === undefined ? null : { language: textAt(score, 'language'), text: textAt(score, 'textString') ?? '' },
    text: textAt(record, 'result', 'resultData', 'text'),
    url: textAt(record, 'result', 'resultData', 'url'),
  };
}

export type OutcomeAnswer = {
  /** New for every answer. */
  messageId: string;
  /** Of the request that is answered; empty when it has none. */
  requestId: string;
  codeMajor: 'success' | 'processing' | 'failure' | 'unsupported';
  description: string;
  /** Name of the operation; empty when the request names none. */
  operationName: string;
  /** For `readResult` that succeeds: the score as decimal text, empty when there is none. */
  score?: string;
};

/** The XML of an answer (LTI 1.1 §6.1). */
export function writeOutcomeAnswer(answer: OutcomeAnswer): string {
  const { messageId, requestId, codeMajor, description, operationName, score } = answer;
  const result =
    score === undefined
      ? ''
      : `<result><resultScore><language>en</language><textString>${escapeXml(score)}</textString></resultScore></result>`;
  const body =
    codeMajor === 'success' && /^[A-Za-z]+$/.test(operationName)
      ? `<imsx_POXBody><${operationName}Response>${result}</${operationName}Response></imsx_POXBody>`
      : '<imsx_POXBody/>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<imsx_POXEnvelopeResponse xmlns="${OUTCOMES_NAMESPACE}">
<imsx_POXHeader><imsx_POXResponseHeaderInfo>
<imsx_version>V1.0</imsx_version>
<imsx_messageIdentifier>${escapeXml(messageId)}</imsx_messageIdentifier>
<imsx_statusInfo>
<imsx_codeMajor>${codeMajor}</imsx_codeMajor>
<imsx_severity>status</imsx_severity>
<imsx_description>${escapeXml(description)}</imsx_description>
<imsx_messageRefIdentifier>${escapeXml(requestId)}</imsx_messageRefIdentifier>
<imsx_operationRefIdentifier>${escapeXml(operationName)}</imsx_operationRefIdentifier>
</imsx_statusInfo>
</imsx_POXResponseHeaderInfo></imsx_POXHeader>
${body}
</imsx_POXEnvelopeResponse>
`;
}
