import OAuth from 'oauth-1.0a';
import { baseUri } from './base-uri.ts';
import {
  encodeParameter,
  isSigned,
  type NormalisedParameter,
  type Parameter,
  parameterString,
  sortParameters,
} from './parameters.ts';

/** A message brought into the form RFC 5849 §3.4.1 signs. */
export type NormalisedMessage = {
  method: string;
  baseUri: string;
  /** In the order they were collected. */
  collected: NormalisedParameter[];
  sorted: NormalisedParameter[];
  parameterString: string;
};

export function normaliseMessage(method: string, url: URL, parameters: readonly Parameter[]): NormalisedMessage {
  const collected = parameters.filter(isSigned).map(encodeParameter);
  const sorted = sortParameters(collected);
  return { method, baseUri: baseUri(url), collected, sorted, parameterString: parameterString(sorted) };
}

/** Turns a base string and the joined, encoded secrets (`secret&tokenSecret`) into a signature. */
export type Digest = (baseString: string, key: string) => string;

// The library hands this to getParameterString, which is overridden: our parameter string already holds these.
const protocolParametersElsewhere: OAuth.Data = {
  oauth_consumer_key: '',
  oauth_nonce: '',
  oauth_signature_method: '',
  oauth_timestamp: 0,
  oauth_version: '',
};

/** oauth-1.0a with its URL and parameter normalisation replaced by ours; base string, key and signature stay its own. */
class NormalisedOAuth extends OAuth {
  readonly #message: NormalisedMessage;

  constructor(message: NormalisedMessage, consumerSecret: string, digest: Digest) {
    super({ consumer: { key: '', secret: consumerSecret }, hash_function: digest, signature_method: 'custom' });
    this.#message = message;
  }

  override getBaseUrl(): string {
    return this.#message.baseUri;
  }

  override getParameterString(): string {
    return this.#message.parameterString;
  }
}

/** Base string and signature of a normalised message (RFC 5849 §3.4). */
export function computeSignature(
  message: NormalisedMessage,
  secrets: { consumer: string; token: string },
  digest: Digest,
): { baseString: string; signature: string } {
  const oauth = new NormalisedOAuth(message, secrets.consumer, digest);
  const request = { method: message.method, url: message.baseUri };
  return {
    baseString: oauth.getBaseString(request, protocolParametersElsewhere),
    signature: oauth.getSignature(request, secrets.token, protocolParametersElsewhere),
  };
}
