import type { SigningExplanation } from '../../../protocol/models/signing.ts';
import { mask } from '../../redaction/mask.ts';
import type { CallParameter, Carrier } from './parameters.ts';

type Signed = {
  parameters: readonly CallParameter[];
  sorted: readonly CallParameter[];
  carrier: Carrier;
  baseString: string;
  signature: string;
};

const rule = 'ProctorExam API v3, parameter “signature”';

function toRow({ origin, name, value, signedValue }: CallParameter) {
  return { origin, name, value, encodedName: name, encodedValue: signedValue };
}

const placementSentences = {
  json: 'The parameters, nonce, timestamp and signature are sent as a JSON object. Ids in the path are not repeated.',
  multipart:
    'The parameters, nonce, timestamp and signature are sent as fields of a multipart/form-data body, with the files beside them. Ids in the path are not repeated. Files are not signed: the document does not say whether they are, and its example signs the other parameters only (inferred).',
  query:
    'The parameters, nonce, timestamp and signature are sent in the query, percent-encoded there. Ids in the path are not repeated.',
};

/** The steps of a ProctorExam signature as a person can follow them. Holds no secret key and no API token. */
export function explainProctorExam({ parameters, sorted, carrier, baseString, signature }: Signed): SigningExplanation {
  return {
    scheme: 'proctorexam',
    signatureMethod: 'HMAC-SHA256',
    baseString,
    maskedKey: mask,
    signature,
    steps: [
      {
        id: 'collect',
        title: 'Collect every parameter',
        detail:
          'Body and query parameters, the ids in the path under their route names, nonce and timestamp; not the signature, not the headers. Values are signed raw, nothing is encoded.',
        rule,
        rows: parameters.map(toRow),
      },
      {
        id: 'sort',
        title: 'Sort them by name',
        detail: 'In byte order: capitals before _ before small letters.',
        rule,
        rows: sorted.map(toRow),
      },
      {
        id: 'base-string',
        title: 'Write the base string',
        detail: 'name=value for each, joined by ?, with no ? in front or behind.',
        rule,
        result: baseString,
      },
      {
        id: 'key',
        title: 'Take the key',
        detail: "The user's secret key as it is, in UTF-8. The API token is not part of the signature.",
        rule,
        result: mask,
      },
      {
        id: 'signature',
        title: 'Sign',
        detail: 'HMAC with SHA-256 over the base string in UTF-8, written as lower-case hex.',
        rule,
        result: signature,
      },
      { id: 'placement', title: 'Put it into the request', detail: placementSentences[carrier] },
    ],
  };
}
