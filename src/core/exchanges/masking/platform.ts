import type {
  ContentItemSelection,
  OutcomeCall,
  Returned,
  ServiceFinding,
} from '../../../protocol/models/lti/platform.ts';
import type { Redactor } from '../../redaction/index.ts';

type Texts = Pick<Redactor, 'text' | 'headers' | 'pairs'>;

function optional(text: string | null, redactor: Texts): string | null {
  return text === null ? null : redactor.text(text);
}

function finding({ id, level, title, detail, fix }: ServiceFinding, redactor: Texts): ServiceFinding {
  return { id, level, title, detail: redactor.text(detail), fix };
}

export function maskReturned({ message, log, errorMessage, errorLog, at }: Returned, redactor: Texts): Returned {
  return {
    message: optional(message, redactor),
    log: optional(log, redactor),
    errorMessage: optional(errorMessage, redactor),
    errorLog: optional(errorLog, redactor),
    at,
  };
}

/** The signature of a message is no secret, and the one thing to compare when it is wrong: the header is masked by value only. */
export function maskOutcome(call: OutcomeCall, redactor: Texts): OutcomeCall {
  return {
    ...call,
    sourcedId: optional(call.sourcedId, redactor),
    score: optional(call.score, redactor),
    text: optional(call.text, redactor),
    url: optional(call.url, redactor),
    description: redactor.text(call.description),
    findings: call.findings.map((one) => finding(one, redactor)),
    request: {
      url: redactor.text(call.request.url),
      headers: redactor.pairs(call.request.headers),
      body: redactor.text(call.request.body),
    },
    response: { ...call.response, body: redactor.text(call.response.body) },
  };
}

export function maskContentItems(selection: ContentItemSelection, redactor: Texts): ContentItemSelection {
  return {
    ...selection,
    items: selection.items.map((item) => ({
      type: redactor.text(item.type),
      mediaType: optional(item.mediaType, redactor),
      title: optional(item.title, redactor),
      text: optional(item.text, redactor),
      url: optional(item.url, redactor),
      json: redactor.text(item.json),
    })),
    message: optional(selection.message, redactor),
    log: optional(selection.log, redactor),
    errorMessage: optional(selection.errorMessage, redactor),
    errorLog: optional(selection.errorLog, redactor),
    data: optional(selection.data, redactor),
    findings: selection.findings.map((one) => finding(one, redactor)),
    fields: redactor.pairs(selection.fields),
  };
}
