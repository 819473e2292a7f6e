import type { Capture, CatcherAnswer } from '../../protocol/models/lti/catcher.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { launchPage, launchPagePolicy } from '../lti/launch-page.ts';
import { LTI_CALLBACK } from '../lti/launch-parameters.ts';
import type { Clock, Random } from '../ports.ts';
import { createMemoryNonceLedger, createNonceSource, sign } from '../signing/index.ts';
import { assertHostAllowed } from '../vault/credentials/allowed-hosts.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import { type CatcherResponse, plainResponse } from './http-server.ts';
import { caughtPage } from './pages.ts';

type AnswerPorts = { credentials: Credentials; clock: Clock; random: Random };
type Answered = { capture: Capture; response: CatcherResponse };
type Forward = Extract<CatcherAnswer, { kind: 'forward' }>;

/** The launch signed anew for another address: everything as it came but what OAuth adds. */
function resigned(fields: Pairs, url: string, credentialId: string, ports: AnswerPorts): Pairs {
  const credential = ports.credentials.open(credentialId);
  if (credential.kind !== 'oauth-consumer') {
    throw new ProblemError('credential.wrong-kind', {
      params: { expected: 'oauth-consumer', actual: credential.kind },
    });
  }
  assertHostAllowed(credential, url);
  const { clock, random } = ports;
  const { request } = sign(
    {
      scheme: 'oauth1',
      method: 'POST',
      url,
      params: fields.filter(([name]) => !name.startsWith('oauth_')),
      placement: 'body',
      signatureMethod: 'HMAC-SHA1',
      credential: { key: credential.consumerKey, secret: credential.secret },
      callback: LTI_CALLBACK,
    },
    { clock, random, nonces: createNonceSource(random, createMemoryNonceLedger()) },
  );
  ports.credentials.used(credentialId, { purpose: 'forward', connectionId: null, connection: '', operation: url });
  return request.fields;
}

function forwardNote(capture: Capture, { resignWith, url }: Forward): string | null {
  if (resignWith !== null) return 'Passed on with a new signature, made for the address of the tool.';
  if (capture.summary.kind === 'launch-1.3') {
    return 'Passed on as it came. A tool of LTI 1.3 refuses it where it checks state and nonce: the catcher made them.';
  }
  const received = capture.request.url.split('?')[0];
  return received === url.split('?')[0]
    ? null
    : 'Passed on as it came. The signature was made for the address of the catcher, so a tool that checks it refuses the launch; sign anew to avoid that.';
}

function forward(capture: Capture, answer: Forward, ports: AnswerPorts): Answered {
  const { fields } = capture.request;
  const isOAuth = capture.summary.kind === 'launch-1.x';
  const signed =
    isOAuth && answer.resignWith !== null ? resigned(fields, answer.url, answer.resignWith, ports) : fields;
  const nonce = Buffer.from(ports.random.bytes(16)).toString('base64url');
  const response: CatcherResponse = {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: launchPage({ action: answer.url, fields: signed, mode: 'window', nonce }),
    // The LMS may have put the launch into a frame, so framing is not forbidden here.
    headers: {
      'Content-Security-Policy': launchPagePolicy('window', nonce)
        .split('; ')
        .filter((directive) => !directive.startsWith('frame-ancestors'))
        .join('; '),
    },
  };
  const note = forwardNote(capture, isOAuth ? answer : { ...answer, resignWith: null });
  return {
    capture: {
      ...capture,
      answer: { kind: 'forward', status: 200, target: answer.url, fields: signed, resigned: signed !== fields, note },
    },
    response,
  };
}

function withPage(capture: Capture, note: string | null): Answered {
  const answered: Capture = {
    ...capture,
    answer: { kind: 'page', status: 200, target: null, fields: null, resigned: false, note },
  };
  return { capture: answered, response: caughtPage(answered) };
}

/** What the browser gets for a capture. A launch that cannot be passed on gets the page, with the reason. */
export function answerTo(capture: Capture, answer: CatcherAnswer, ports: AnswerPorts): Answered {
  if (answer.kind === 'page') return withPage(capture, null);
  if (answer.kind === 'status') {
    const { status } = answer;
    return {
      capture: {
        ...capture,
        answer: { kind: 'status', status, target: null, fields: null, resigned: false, note: null },
      },
      response: plainResponse(
        status,
        [204, 304].includes(status) ? '' : `Status ${status}, as Countersign was told to answer.`,
      ),
    };
  }
  try {
    return forward(capture, answer, ports);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, detail } = error.problem;
    return withPage(capture, `It was not passed on: ${detail ?? code}.`);
  }
}
