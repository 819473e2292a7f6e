import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { headerOf, jsonObject } from '../calls/call.ts';
import { findingsOf, shown } from '../check.ts';

const of = findingsOf({ id: 'SVC-04', owner: 'client-developer', source: 'RFC 9110 §15' });

export type ApiAnswer = { status: number; headers: Pairs; body: string /** Epoch milliseconds. */; at: number | null };

type Meaning = readonly [means: string, todo: string, owner?: CheckFinding['owner']];

/** What a status of a signed API means, and who can change it. */
const meanings: Readonly<Record<number, Meaning>> = {
  400: ['The service cannot read the request.', 'Check the body’s form and its Content-Type.'],
  401: [
    'The service does not know who asks: the token or the signature is missing, wrong or too old.',
    'Check token and signature; the doctor looks for the cause when the request is pasted with the secret.',
  ],
  403: [
    'The service knows who asks, and does not allow it.',
    'Ask for the right, or use another account. Signing again does not help.',
    'platform-admin',
  ],
  404: ['There is no such thing, or not for this account.', 'Check the ids in the path, and the environment.'],
  405: ['The address does not take this method.', 'Check the method, and whether a redirect turned POST into GET.'],
  409: ['It is there already, or has changed meanwhile.', 'Read it anew, then decide.'],
  410: ['It was there and is gone.', 'Do not ask again.'],
  415: ['The service does not take this media type.', 'Send the documented Content-Type.'],
  422: [
    'The request can be read, but a value in it is not taken.',
    'Change the value the answer names; signing again does not help.',
  ],
  429: ['Too many requests.', 'Wait as long as Retry-After says.'],
  500: [
    'The service failed by itself.',
    'Try again later; if it stays, give its operator the time and the request.',
    'tool-vendor',
  ],
  502: ['A server before the service got no usable answer.', 'Try again later.', 'network'],
  503: ['The service is down or overloaded.', 'Wait as long as Retry-After says, or try again later.', 'tool-vendor'],
  504: ['A server before the service waited too long.', 'Try again later.', 'network'],
};

/** Seconds until a request may be sent again (RFC 9110 §10.2.3); `null` without a usable Retry-After. */
export function retryAfter({ headers, at }: Pick<ApiAnswer, 'headers' | 'at'>): number | null {
  const text = headerOf(headers, 'retry-after');
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim());
  const date = Date.parse(text);
  return Number.isNaN(date) || at === null ? null : Math.max(0, Math.ceil((date - at) / 1000));
}

/** Words of an error body, whatever its form. */
function errorText(body: string): string | null {
  const json = jsonObject(body);
  if (json === null) return null;
  for (const name of ['error_description', 'message', 'detail', 'error', 'errors', 'title']) {
    const value = json[name];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'object' && value !== null) return JSON.stringify(value).slice(0, 300);
  }
  return null;
}

/** SVC-04: what the status of an API's answer means, who can change it, and how long to wait. */
export function checkApiAnswer(answer: ApiAnswer): CheckFinding[] {
  const { status, headers, body } = answer;
  if (status < 400) return [];
  const [title, todo, owner] = meanings[status] ?? [
    status >= 500 ? 'The service failed.' : 'The service refused the request.',
    'Look at what the answer says.',
  ];
  const said = errorText(body);
  const wait = retryAfter(answer);
  const given = headerOf(headers, 'retry-after');
  return [
    of({
      severity: 'error',
      title,
      seen: `Status ${status}${said === null ? '' : `: ${shown(said)}`}${given === null ? '' : `, Retry-After ${shown(given)}`}.`,
      expected: wait === null ? todo : `${todo} That is ${wait} s.`,
      ...(owner === undefined ? {} : { owner }),
    }),
    ...(status === 429 && wait === null
      ? [
          of({
            severity: 'info',
            title: 'The answer does not say how long to wait.',
            seen: given === null ? 'No Retry-After.' : `Retry-After ${shown(given)}.`,
            expected: 'Retry-After in seconds, or as a date. Wait longer after each refusal.',
            owner: 'tool-vendor',
            source: 'RFC 6585 §4',
          }),
        ]
      : []),
  ];
}

/** SVC-04: a request sent again before the time an answer asked to wait was over. Both in epoch milliseconds. */
export function checkRetry(refused: ApiAnswer, nextAt: number): CheckFinding[] {
  const wait = retryAfter(refused);
  if (wait === null || refused.at === null || nextAt - refused.at >= wait * 1000) return [];
  return [
    of({
      severity: 'warning',
      title: 'The request was sent again too early.',
      seen: `After ${((nextAt - refused.at) / 1000).toFixed(1)} s of ${wait} s.`,
      expected: 'The time of Retry-After.',
      source: 'RFC 9110 §10.2.3',
    }),
  ];
}
