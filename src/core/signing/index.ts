import type { SignInput, SignOutput, VerifyInput, VerifyOutput } from '../../protocol/models/signing.ts';
import type { Clock, Random } from '../ports.ts';
import { signOAuth1 } from './oauth1/sign.ts';
import { signOAuth1Beside } from './oauth1/sign-beside.ts';
import { verifyOAuth1 } from './oauth1/verify.ts';
import type { JsonTypes } from './proctorexam/json-body.ts';
import type { NonceSource } from './proctorexam/nonce-source.ts';
import { signProctorExam } from './proctorexam/sign.ts';
import { verifyProctorExam } from './proctorexam/verify.ts';

export type { JsonType, JsonTypes } from './proctorexam/json-body.ts';
export {
  createMemoryNonceLedger,
  createNonceSource,
  NONCE_WINDOW_MS,
  type NonceSource,
} from './proctorexam/nonce-source.ts';

/** What signing needs of the world. `nonces` is asked only for ProctorExam, and only when the input gives no nonce. */
export type SigningPorts = { clock: Clock; random: Random; nonces: NonceSource };

/** What the caller knows of the contract and the stable shape does not say. */
export type SignOptions = {
  /** JSON types of ProctorExam parameters in a JSON body; those not named are strings, `timestamp` and `nonce` numbers. */
  jsonTypes?: JsonTypes;
  /** The body is `multipart/form-data`: the caller writes it, from the fields of the answer and its files. */
  multipart?: boolean;
};

/**
 * Signs a request and explains how. The explanation holds no secret. Throws {@link ProblemError} with a `signing.*` code, the
 * field at fault and the way out.
 */
export function sign(input: SignInput, ports: SigningPorts, options: SignOptions = {}): SignOutput {
  switch (input.scheme) {
    case 'oauth1':
      return options.multipart === true ? signOAuth1Beside(input, ports) : signOAuth1(input, ports);
    case 'proctorexam':
      return signProctorExam(input, ports, options);
  }
}

/** Checks a received message against a credential. An unreadable message throws, a wrong signature is an answer. */
export function verify(input: VerifyInput): VerifyOutput {
  switch (input.scheme) {
    case 'oauth1':
      return verifyOAuth1(input);
    case 'proctorexam':
      return verifyProctorExam(input);
  }
}
