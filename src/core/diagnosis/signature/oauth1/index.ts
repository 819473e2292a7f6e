import type { Parameter } from '../../../signing/oauth1/parameters.ts';
import { isSigned } from '../../../signing/oauth1/parameters.ts';
import { percentEncode } from '../../../signing/oauth1/percent-encoding.ts';
import { methodKind, signatureMethodNamed } from '../../../signing/oauth1/signature-methods.ts';
import { type OAuth1VerifyInput, receive } from '../../../signing/oauth1/verify.ts';
import { headerValues } from '../../../signing/received.ts';
import { parseRequestUrl } from '../../../signing/request-url.ts';
import type { Bench } from '../hypothesis.ts';
import { oauth1Bench } from './bench.ts';
import { encodingHypotheses } from './encoding.ts';
import { fieldHypotheses } from './fields.ts';
import { queryHypotheses } from './query.ts';
import { part, type Reading, rfcOrder } from './reading.ts';
import { ruleHypotheses } from './rules.ts';
import { secretHypotheses } from './secrets.ts';
import { signatureTextHypotheses } from './signature-text.ts';
import { urlHypotheses } from './url.ts';
import { valueHypotheses } from './values.ts';
import type { Evidence, NamedCredential, OAuth1Hypothesis } from './words.ts';

export type OAuth1Case = {
  base: Reading;
  bench: Bench<Reading>;
  hypotheses: OAuth1Hypothesis[];
  /** Whether hypotheses about single parameters were left out, the message being far larger than a launch. */
  partial: boolean;
};

const MAX_PARAMETERS = 5000;

/** The reading of a message by the rules of RFC 5849, and every way known to read it otherwise; `null` without a signature. */
export function oauth1Case(input: OAuth1VerifyInput, others: readonly NamedCredential[]): OAuth1Case | null {
  const received = receive(input);
  const value = (name: string) => received.parameters.find((parameter: Parameter) => parameter.name === name)?.value;
  const signature = value('oauth_signature');
  if (signature === undefined) return null;

  const url = parseRequestUrl(input.url, { requireUtf8: false }).parsed;
  const { credential } = input;
  const base: Reading = {
    method: received.message.method,
    uri: { scheme: url.protocol.slice(0, -1), host: url.hostname, port: url.port, path: url.pathname, query: '' },
    parts: rfcOrder(
      received.parameters
        .filter(isSigned)
        .map(({ origin, name, value: text }, position) =>
          part(origin === 'oauth' ? 'body' : origin, name, text, position),
        ),
    ),
    order: rfcOrder,
    key: { consumer: credential.secret, token: credential.tokenSecret ?? '', encode: percentEncode, ampersand: true },
    signatureMethod: methodKind(signatureMethodNamed(value('oauth_signature_method') ?? '') ?? 'HMAC-SHA1'),
    signature,
  };
  const evidence: Evidence = {
    url: input.url,
    rawQuery: url.search.slice(1),
    rawBody: received.body.kind === 'form' ? (input.body ?? null) : null,
    header: (name) => headerValues(input.headers, name),
    consumerKey: credential.key,
    secret: credential.secret,
    others,
  };
  const partial = base.parts.length > MAX_PARAMETERS;
  const hypotheses =
    base.signatureMethod.kind === 'plaintext'
      ? secretHypotheses(base, evidence)
      : [
          ...urlHypotheses(base, evidence),
          ...(partial ? [] : parameterHypotheses(base, evidence)),
          ...ruleHypotheses(base),
          ...secretHypotheses(base, evidence),
          ...signatureTextHypotheses(base),
        ];
  return { base, bench: oauth1Bench(credential.secret), hypotheses, partial };
}

function parameterHypotheses(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  return [
    ...queryHypotheses(base, evidence),
    ...fieldHypotheses(base),
    ...valueHypotheses(base, evidence),
    ...encodingHypotheses(base),
  ];
}
