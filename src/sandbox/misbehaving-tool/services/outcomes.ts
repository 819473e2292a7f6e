import { createHash, randomUUID } from 'node:crypto';
import { hmacsign } from 'oauth-sign';
import type { Answer } from '../../http/answer.ts';
import { escapeHtml } from '../../http/html.ts';
import { isLocalHost } from '../../http/request.ts';
import { toolPage } from '../pages.ts';
import type { Visit } from '../tool.ts';

/** How the call that returns the grade is wrong. */
export type OutcomeFault = 'body-hash' | 'url';

const patienceMs = 10_000;

/**
 * Returns the grade 0.85 to the launch's outcome service (LTI 1.1 §6.1) with one fault in its signature, and shows the platform's answer. Only services on
 * this machine are called: the sandbox talks to nobody else.
 */
export async function returnGrade({ tool, launch, request }: Visit, fault: OutcomeFault): Promise<Answer> {
  const service = launch.get('lis_outcome_service_url') ?? '';
  const sourcedId = launch.get('lis_result_sourcedid') ?? '';
  if (service === '' || sourcedId === '') {
    return outcomePage('The launch names no outcome service for this user, so no grade was returned.', 400);
  }
  const url = readUrl(service);
  if (url === null || !isLocalHost(url.host)) {
    return outcomePage('The outcome service is not on this machine, so no grade was returned.', 400);
  }
  const body = replaceResult(sourcedId);
  const { consumerKey, secret } = tool.guard;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/xml',
        authorization: authorization(url, body, fault, { consumerKey, secret, now: request.now }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const words = /<imsx_description>([^<]*)</.exec((await response.text()).slice(0, 100_000))?.[1] ?? '';
    return outcomePage(`Returning the grade was answered with ${response.status} ${words}`.trim());
  } catch {
    return outcomePage('The outcome service did not answer.');
  }
}

function readUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

function outcomePage(sentence: string, status = 200): Answer {
  const body = `<p role="status" data-field="outcome">${escapeHtml(sentence)}</p>`;
  return toolPage('Exercise finished', body, status === 200 ? {} : { status, reason: 'parameter-missing' });
}

/** OAuth body hash and signature (OAuth Request Body Hash §3.2), each right but for the fault. */
function authorization(
  url: URL,
  body: string,
  fault: OutcomeFault,
  { consumerKey, secret, now }: { consumerKey: string; secret: string; now: number },
): string {
  const hashed = fault === 'body-hash' ? `${body}\n` : body;
  const parameters: Record<string, string> = {
    oauth_consumer_key: consumerKey,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(now / 1000)),
    oauth_nonce: randomUUID(),
    oauth_version: '1.0',
    oauth_body_hash: createHash('sha1').update(hashed).digest('base64'),
  };
  // As a service behind a proxy that knows its public address by another path.
  const path = fault === 'url' ? `/internal${url.pathname}` : url.pathname;
  const all = { ...Object.fromEntries(url.searchParams), ...parameters };
  const signature = hmacsign('POST', `${url.origin}${path}`, all, secret);
  const header = Object.entries({ ...parameters, oauth_signature: signature }).map(
    ([name, value]) => `${name}="${encodeURIComponent(value)}"`,
  );
  return `OAuth ${header.join(', ')}`;
}

function replaceResult(sourcedId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><imsx_POXEnvelopeRequest xmlns="http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0"><imsx_POXHeader><imsx_POXRequestHeaderInfo><imsx_version>V1.0</imsx_version><imsx_messageIdentifier>${randomUUID()}</imsx_messageIdentifier></imsx_POXRequestHeaderInfo></imsx_POXHeader><imsx_POXBody><replaceResultRequest><resultRecord><sourcedGUID><sourcedId>${escapeHtml(sourcedId)}</sourcedId></sourcedGUID><result><resultScore><language>en</language><textString>0.85</textString></resultScore></result></resultRecord></replaceResultRequest></imsx_POXBody></imsx_POXEnvelopeRequest>`;
}
