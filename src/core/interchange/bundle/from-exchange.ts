import { z } from 'zod';
import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Exchange, Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchanges/exchange-diagnosis.ts';
import { causeState } from '../../../protocol/models/exchanges/verdict.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { SignedRequest } from '../../../protocol/models/signing.ts';
import { bodyRoom, bounded, short } from './bounds.ts';
import { conclude } from './conclusion.ts';
import type { Evidence, KnownSecret, Story } from './evidence.ts';
import { signedMessage } from './reverify.ts';
import { tokensIn } from './tokens.ts';

const sealedSecretsSchema = z.object({ values: z.array(z.string()), told: z.array(z.string()).optional() });

export type ExchangeCase = {
  exchange: Exchange;
  diagnosis: ExchangeDiagnosis;
  contractVersion: string | null;
  /** The untouched request, and the secrets it was recorded with; `null` where they are not kept. */
  sent: SignedRequest | null;
  sealedSecrets: unknown;
  declaredPersonal: ReadonlySet<string>;
};

/** What was recorded of an exchange and what can be said of it. */
export async function evidenceOfExchange(given: ExchangeCase): Promise<Evidence> {
  const { exchange, sent } = given;
  const requests = sent === null ? [exchange.request] : [exchange.request, sent];
  const bodies = exchange.hops.flatMap(({ body }) => (body === null ? [] : [body.text]));
  const requestBodies = requests.flatMap(({ body }) => (body === null ? [] : [body]));
  const tokens = await tokensIn({
    urls: [...requests.map(({ url }) => url), ...exchange.hops.flatMap(({ url, location }) => [url, location ?? ''])],
    headers: [
      ...requests.flatMap(({ headers }) => headers),
      ...exchange.hops.flatMap(({ requestHeaders, responseHeaders }) => [...requestHeaders, ...responseHeaders]),
    ],
    fields: requests.flatMap(({ fields }) => fields),
    texts: [...bodies, ...requestBodies],
  });
  return {
    story: storyOf(given),
    signed: signedMessage(asPasted(exchange.request), exchange.explanation?.scheme ?? null, {
      pathParams: pathParamsOf(exchange),
      now: Math.floor(exchange.startedAt / 1000),
    }),
    people: {
      parameters: [
        ...exchange.request.fields,
        ...exchange.hops.flatMap(({ url }) => queryOf(url)),
        ...queryOf(exchange.request.url),
      ],
      json: [...bodies, ...requestBodies],
      claims: [],
      declared: given.declaredPersonal,
    },
    cookieNames: [
      ...new Set(
        exchange.hops.flatMap((hop) => [
          ...hop.cookies.map(({ name }) => name),
          ...(hop.sentCookies ?? []),
          ...hop.withheldCookies.map(({ name }) => name),
          ...setCookieNames(hop.responseHeaders),
        ]),
      ),
    ],
    secrets: [...recordedSecrets(given.sealedSecrets), ...tokens],
  };
}

function setCookieNames(headers: Pairs): string[] {
  return headers.flatMap(([name, line]) =>
    name.toLowerCase() === 'set-cookie' ? [line.slice(0, Math.max(0, line.indexOf('='))).trim()] : [],
  );
}

/** What the exchange was signed with then: a credential may have been given another secret since. */
function recordedSecrets(sealed: unknown): KnownSecret[] {
  const parsed = sealedSecretsSchema.safeParse(sealed);
  if (!parsed.success) return [];
  return [...parsed.data.values, ...(parsed.data.told ?? [])]
    .filter((value) => value !== '')
    .map((value) => ({ owner: 'a secret this exchange was made with or was told', value }));
}

function queryOf(url: string): Pairs {
  return [...(URL.parse(url)?.searchParams ?? [])];
}

function asPasted({ method, url, headers, fields, body }: SignedRequest): PastedRequest {
  return fields.length > 0
    ? { method, url, headers, fields, body: null }
    : { method, url, headers, fields: null, body };
}

function pathParamsOf(exchange: Exchange): Pairs {
  return exchange.form.flatMap((value): Pairs => (value.in === 'path' ? [[value.name, value.value]] : []));
}

function storyOf({ exchange, diagnosis, contractVersion }: ExchangeCase): Story {
  const { timeline, message, signature, response } = diagnosis;
  const { request, explanation, verdictDetail } = exchange;
  const findings = [...timeline.findings, ...message.map((finding) => ({ ...finding, hop: null }))];
  const checked = signature.state === 'checked';
  const story: Omit<Story, 'conclusion'> = {
    subject: {
      kind: 'exchange',
      title: short(exchange.operationTitle),
      id: exchange.id,
      connection: short(exchange.connectionName),
      environment: short(exchange.environment),
      contract: {
        id: exchange.contractId,
        version: contractVersion,
        operation: short(exchange.operationId),
      },
      at: new Date(exchange.startedAt).toISOString(),
    },
    request: {
      method: request.method,
      url: bounded(request.url),
      headers: request.headers.slice(0, 500),
      fields: request.fields.slice(0, 5000),
      body: request.fields.length > 0 || request.body === null ? null : bounded(request.body),
    },
    signature: {
      verdict: checked ? signature.verdict : 'not-checked',
      detail: short(signature.detail),
      scheme: explanation?.scheme ?? null,
      method: explanation?.signatureMethod ?? null,
      baseString:
        explanation === null ? (checked ? bounded(signature.baseString) : null) : bounded(explanation.baseString),
      received: explanation?.signature ?? null,
      steps: (explanation?.steps ?? []).slice(0, 100).map(({ title, detail, rule, result }) => ({
        title: short(title),
        detail: bounded(detail),
        rule: rule ?? null,
        result: result === undefined ? null : bounded(result),
      })),
      findings: checked ? signature.findings : [],
    },
    findings: findings.slice(0, 2000),
    answer: {
      status: response.status,
      verdict: response.verdict?.verdict ?? null,
      summary: short(exchange.headline),
      checks: (verdictDetail?.checks ?? []).slice(0, 1000).map((check) => ({
        ...check,
        expected: bounded(check.expected),
        actual: bounded(check.actual),
        source: short(check.source),
      })),
      causes: (verdictDetail?.causes ?? []).map((cause) => ({ text: short(cause.text), state: causeState(cause) })),
    },
    timeline: { text: bounded(timeline.text), firstWrongHop: timeline.firstWrongHop },
    responses: responsesOf(exchange.hops),
    token: null,
  };
  return { ...story, conclusion: conclude(story, exchange.state) };
}

/** Hops beyond these repeat themselves: a loop of redirects. */
const mostHops = 200;

function responsesOf(hops: readonly Hop[]): Story['responses'] {
  const room = bodyRoom();
  return hops.slice(0, mostHops).map((hop) => {
    const text = hop.body === null ? null : room(hop.body.text);
    return {
      hop: hop.index,
      method: hop.method,
      url: bounded(hop.url),
      status: hop.status,
      statusText: short(hop.statusText),
      headers: hop.responseHeaders.slice(0, 500).map(([name, value]): [string, string] => [name, bounded(value)]),
      body:
        hop.body === null || text === null || hop.body.size === 0
          ? null
          : { text, size: hop.body.size, truncated: hop.body.truncated || text !== hop.body.text },
    };
  });
}
