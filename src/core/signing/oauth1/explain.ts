import type { Placement, SigningExplanation, SigningStep } from '../../../protocol/models/signing.ts';
import type { NormalisedMessage } from './base-string.ts';
import { bodyHash } from './body-hash.ts';
import type { NormalisedParameter } from './parameters.ts';
import type { OAuth1SignInput } from './sign.ts';
import { maskedKey, methodKind } from './signature-methods.ts';

type Computed = {
  input: Pick<OAuth1SignInput, 'signatureMethod' | 'credential'>;
  message: NormalisedMessage;
  baseString: string;
  signature: string;
  hashedBody: string | null;
};

type Signed = Computed & { placement: Placement };

function toRow({ origin, name, value, encodedName, encodedValue }: NormalisedParameter) {
  return { origin, name, value, encodedName, encodedValue };
}

function bodyHashStep({ input, hashedBody }: Computed): SigningStep[] {
  if (hashedBody === null) return [];
  const hash = bodyHash(input.signatureMethod, hashedBody);
  if (hash === null) return [];
  return [
    {
      id: 'body-hash',
      title: 'Hash the body',
      detail:
        'The body is not a form, so its parameters cannot be signed one by one. Its plain hash (no key) is sent and signed as oauth_body_hash.',
      rule: 'OAuth Request Body Hash 1.0 §3.2',
      result: hash,
    },
  ];
}

function parameterSteps({ message }: Computed): SigningStep[] {
  return [
    {
      id: 'collect',
      title: 'Collect and encode every parameter that is sent',
      detail:
        'Parameters of the query, of a form body and of OAuth itself, decoded; duplicates and empty values stay. Each name and value is then percent-encoded as UTF-8: all but letters, digits and - . _ ~.',
      rule: 'RFC 5849 §3.4.1.3.1, §3.6',
      rows: message.collected.map(toRow),
    },
    {
      id: 'sort',
      title: 'Sort them and join them',
      detail: 'By encoded name, then by encoded value, in byte order; written as name=value, joined by &.',
      rule: 'RFC 5849 §3.4.1.3.2',
      rows: message.sorted.map(toRow),
      result: message.parameterString,
    },
    {
      id: 'base-uri',
      title: 'Reduce the URL',
      detail: 'Scheme and host in lower case, no default port, the path as it is sent, no query.',
      rule: 'RFC 5849 §3.4.1.2',
      result: message.baseUri,
    },
  ];
}

function keyStep({ input }: Computed): SigningStep {
  const isRsa = methodKind(input.signatureMethod).kind === 'rsa';
  return {
    id: 'key',
    title: isRsa ? 'Take the private key' : 'Build the key',
    detail: isRsa
      ? 'RSA signs with the private key; the receiver checks with the public key or certificate it was given.'
      : 'The consumer secret and the token secret, each percent-encoded, joined by &. The & stays when there is no token secret.',
    rule: isRsa ? 'RFC 5849 §3.4.3' : 'RFC 5849 §3.4.2',
    result: maskedKey(input.signatureMethod, input.credential),
  };
}

function signatureStep({ input }: Computed, shownSignature: string): SigningStep {
  const chosen = methodKind(input.signatureMethod);
  switch (chosen.kind) {
    case 'hmac':
      return {
        id: 'signature',
        title: 'Sign',
        detail: `HMAC with ${chosen.hash.toUpperCase()} over the base string, written in base64.`,
        rule: 'RFC 5849 §3.4.2',
        result: shownSignature,
      };
    case 'rsa':
      return {
        id: 'signature',
        title: 'Sign',
        detail: `RSASSA-PKCS1-v1_5 with ${chosen.hash.toUpperCase()} over the base string, written in base64.`,
        rule: 'RFC 5849 §3.4.3',
        result: shownSignature,
      };
    case 'plaintext':
      return {
        id: 'signature',
        title: 'Send the key as the signature',
        detail: 'PLAINTEXT signs nothing: the key itself is sent, so it is masked here. Only for https.',
        rule: 'RFC 5849 §3.4.4',
        result: shownSignature,
      };
  }
}

const placementSentences: Record<Placement, string> = {
  body: 'The OAuth parameters and oauth_signature are further fields of the form body. What stood in the query of the URL stays there and is not repeated.',
  header:
    'The OAuth parameters and oauth_signature go into the Authorization header; the other parameters stay where they are.',
  query: 'The OAuth parameters and oauth_signature are added to the query of the URL.',
};

/** From the parameters to the signature, whoever computes it. Holds no secret; a PLAINTEXT signature, which is one, is masked. */
export function computationSteps(computed: Computed): SigningStep[] {
  return [
    ...bodyHashStep(computed),
    ...parameterSteps(computed),
    {
      id: 'base-string',
      title: 'Write the base string',
      detail:
        'Method in upper case, reduced URL and parameter string; the last two percent-encoded once more; joined by &.',
      rule: 'RFC 5849 §3.4.1.1',
      result: computed.baseString,
    },
    keyStep(computed),
    signatureStep(computed, shownSignature(computed)),
  ];
}

function shownSignature({ input, signature }: Computed): string {
  return methodKind(input.signatureMethod).kind === 'plaintext'
    ? maskedKey(input.signatureMethod, input.credential)
    : signature;
}

/** The steps of a signature as a person can follow them, and how it is sent. Holds no secret. */
export function explainOAuth1(signed: Signed): SigningExplanation {
  const { input, baseString } = signed;
  return {
    scheme: 'oauth1',
    signatureMethod: input.signatureMethod,
    baseString,
    maskedKey: maskedKey(input.signatureMethod, input.credential),
    signature: shownSignature(signed),
    steps: [
      ...computationSteps(signed),
      {
        id: 'placement',
        title: 'Put it into the request',
        detail: placementSentences[signed.placement],
        rule: 'RFC 5849 §3.5',
      },
    ],
  };
}
