import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Contract, Field, FieldProblem, FormValue, Operation } from '../../../protocol/models/contract.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { Placement, SignedRequest, SignInput, SigningExplanation } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { buildRequest, type UnsignedRequest } from '../../contracts/build-request.ts';
import { checkForm } from '../../contracts/check-form.ts';
import { multipartContentType, newBoundary } from '../../http/index.ts';
import { launchParameters } from '../../lti/launch-parameters.ts';
import { type PlatformUrls, withPlatformFields } from '../../lti/platform-fields.ts';
import { legacyQueryLaunch } from '../../lti/query-signing.ts';
import type { ClientCertificate } from '../../ports.ts';
import { type SigningPorts, sign } from '../../signing/index.ts';
import { type OpenCredential, secretTexts } from '../../vault/credentials/credential-parts.ts';
import { withVariables } from './first-form.ts';
import { standardSecurity } from './standard-schemes.ts';
import { unsignedRequest } from './unsigned-request.ts';

/** A form against its contract, before any secret is needed. */
export type CheckedForm = {
  connection: Connection;
  contract: Contract;
  operation: Operation;
  /** The form with the connection's variables filled in. */
  values: FormValue[];
  problems: FieldProblem[];
};

/** A request ready to go, with what must be masked in everything that is kept or shown of it. */
export type PreparedRequest = {
  request: SignedRequest;
  explanation: SigningExplanation | null;
  /** For the TLS handshake with the hosts it may be shown to. */
  clientCertificate: ClientCertificate | null;
  secrets: readonly string[];
  /** Names of fields whose values are secret wherever they occur, in the answer too. */
  secretNames: readonly string[];
};

/** `isKept`: whether the bytes of a file are still there. Throws `operation.unknown`. */
export function checkFilledForm(
  connection: Connection,
  contract: Contract,
  form: FilledForm,
  isKept: (fileId: string) => boolean,
): CheckedForm {
  const operation = contract.operations.find(({ id }) => id === form.operationId);
  if (operation === undefined) {
    throw new ProblemError('operation.unknown', {
      params: { operation: form.operationId, contract: contract.summary.id },
    });
  }
  const values = withVariables(connection, operation, form.values);
  return { connection, contract, operation, values, problems: checkForm(operation, values, isKept) };
}

/**
 * Builds and signs the request of a form. `platformUrls` are where the platform host answers this launch, asked for by the
 * form's `platform`.
 *
 * @throws ProblemError `signing.*` when it cannot be signed, `credential.wrong-kind` when the credential is for another scheme,
 *   `operation.not-sendable` for a launch of LTI 1.3, which takes a browser.
 */
export function prepareRequest(
  checked: CheckedForm,
  form: FilledForm,
  credential: OpenCredential | null,
  ports: SigningPorts,
  platformUrls: PlatformUrls,
): PreparedRequest {
  const { operation, connection, values } = checked;
  const plain = buildRequest(operation, connection.baseUrl, values);
  const isLaunch = operation.kind === 'launch';
  const built =
    isLaunch && form.platform !== undefined
      ? { ...plain, params: withPlatformFields(plain.params, form.platform, platformUrls, connection.id) }
      : plain;
  const secretFields = operation.fields.filter((field) => field.secret);
  const standard = standardSecurity(operation.signing.scheme, credential, built.url);
  const hidden = credential === null ? [] : secretTexts(credential).map(({ value }) => value);
  const common = {
    clientCertificate: standard?.clientCertificate ?? null,
    secrets: [...hidden, ...secretValues(secretFields, values)],
    secretNames: secretFields.map(({ name }) => name),
  };
  const legacy = isLaunch && form.querySigning === 'canvas-legacy' ? legacyQueryLaunch(built.url, built.params) : null;
  const signable = legacy === null ? built : { ...built, url: legacy.url, params: legacy.params };
  const input = signInput(checked, signable, credential, form);
  if (input === null) {
    const unsigned = unsignedRequest(built);
    const added: Pairs = standard?.header == null ? [] : [standard.header];
    const request = { ...unsigned, headers: mergeHeaders(unsigned.headers, added) };
    return { request: withMultipart(request, built, ports), explanation: null, ...common };
  }
  const signed = sign(input, ports, {
    jsonTypes: built.jsonTypes,
    multipart: built.bodyEncoding === 'multipart',
  });
  const request = legacy === null ? signed.request : legacy.send(signed.request);
  return {
    request: withMultipart({ ...request, headers: mergeHeaders(built.headers, request.headers) }, built, ports),
    explanation: signed.explanation,
    ...common,
  };
}

/** Puts fields and files into a multipart body, where the operation has one. */
function withMultipart(request: SignedRequest, built: UnsignedRequest, { random }: SigningPorts): SignedRequest {
  if (built.bodyEncoding !== 'multipart') {
    return request;
  }
  const multipart = { boundary: newBoundary(random.bytes(16)), types: built.partTypes, files: built.files };
  return { ...request, headers: [...request.headers, ['Content-Type', multipartContentType(multipart)]], multipart };
}

function signInput(
  { operation }: CheckedForm,
  built: UnsignedRequest,
  credential: OpenCredential | null,
  form: FilledForm,
): SignInput | null {
  const { signing } = operation;
  const { method, url } = built;
  switch (signing.scheme) {
    case 'none':
    case 'bearer':
    case 'basic':
    case 'mutual-tls':
      return null;
    case 'lti-1.3':
      throw new ProblemError('operation.not-sendable', {
        params: { operation: operation.title, version: operation.lti?.version ?? '1.3.0' },
      });
    case 'proctorexam': {
      if (credential?.kind !== 'proctorexam') {
        throw new ProblemError('credential.wrong-kind', {
          params: { expected: 'proctorexam', actual: credential?.kind ?? 'none' },
        });
      }
      const { secretKey, apiToken } = credential;
      return {
        scheme: 'proctorexam',
        method,
        url,
        params: built.params,
        pathParams: built.pathParams,
        placement: form.placement,
        credential: { secretKey, ...(apiToken === null ? {} : { apiToken }) },
        timestamp: givenFor(built, 'timestamp'),
        nonce: givenFor(built, 'nonce'),
      };
    }
    case 'oauth1': {
      if (credential?.kind !== 'oauth-consumer') {
        throw new ProblemError('credential.wrong-kind', {
          params: { expected: 'oauth-consumer', actual: credential?.kind ?? 'none' },
        });
      }
      return {
        scheme: 'oauth1',
        method,
        url,
        params: operation.kind === 'launch' ? launchParameters(built.params) : built.params,
        placement: form.placement ?? firstPlacement(signing.placements),
        signatureMethod: form.signatureMethod ?? 'HMAC-SHA1',
        credential: { key: credential.consumerKey, secret: credential.secret },
        timestamp: givenFor(built, 'oauth_timestamp'),
        nonce: givenFor(built, 'oauth_nonce'),
      };
    }
  }
}

function firstPlacement(placements: readonly Placement[]): Placement | undefined {
  return placements[0];
}

function secretValues(secretFields: readonly Field[], values: readonly FormValue[]): string[] {
  const names = new Set(secretFields.map(({ name }) => name));
  return values.filter(({ name, value }) => names.has(name) && value !== '').map(({ value }) => value);
}

/** A value a person wrote over what the signer would fill in. */
function givenFor(built: UnsignedRequest, name: string): string | undefined {
  return built.signerValues.find(([candidate]) => candidate === name)?.[1];
}

/** The signer's own headers win over the form's. */
function mergeHeaders(fromForm: Pairs, fromSigner: Pairs): Pairs {
  const signed = new Set(fromSigner.map(([name]) => name.toLowerCase()));
  return [...fromForm.filter(([name]) => !signed.has(name.toLowerCase())), ...fromSigner];
}
