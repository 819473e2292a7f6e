import type { Diagnosis } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { bounded, short } from './bounds.ts';
import { conclude } from './conclusion.ts';
import type { Evidence, Story } from './evidence.ts';
import { signedMessage } from './reverify.ts';
import { tokensIn } from './tokens.ts';

export type PasteCaseOfBundle = {
  diagnosis: Diagnosis;
  declaredPersonal: ReadonlySet<string>;
  /** What was told beside the paste; wins over it, as in the diagnosis. */
  given: {
    url?: string | undefined;
    method?: string | undefined;
    pathParams?: Pairs | undefined;
    now?: number | undefined;
  };
};

/** A pasted launch and what was said about it. */
export async function evidenceOfPaste({ diagnosis, given, declaredPersonal }: PasteCaseOfBundle): Promise<Evidence> {
  const { pasted } = diagnosis;
  const request =
    pasted.request === null
      ? null
      : { ...pasted.request, url: given.url ?? pasted.request.url, method: given.method ?? pasted.request.method };
  const texts = request?.body == null ? [] : [request.body];
  return {
    story: storyOf(diagnosis, request),
    signed:
      request === null
        ? null
        : signedMessage(request, pasted.scheme, {
            pathParams: given.pathParams ?? [],
            now: given.now ?? pasted.madeAt,
          }),
    people: {
      parameters: pasted.parameters.map(({ name, value }): [string, string] => [name, value]),
      json: texts,
      claims: pasted.token === null ? [] : [pasted.token.claims],
      declared: declaredPersonal,
    },
    cookieNames: [],
    secrets: await tokensIn({
      urls: request?.url == null ? [] : [request.url],
      headers: request?.headers ?? [],
      fields: pasted.parameters.map(({ name, value }): [string, string] => [name, value]),
      texts,
    }),
  };
}

function storyOf({ pasted, signature, checks }: Diagnosis, request: Diagnosis['pasted']['request']): Story {
  const first = (name: string) => pasted.parameters.find((parameter) => parameter.name === name)?.value ?? null;
  const notChecked = 'No credential was given to check it with.';
  const story: Omit<Story, 'conclusion'> = {
    subject: {
      kind: 'paste',
      title: short(first('lti_message_type') ?? `A pasted message (${pasted.kind})`),
      id: null,
      connection: null,
      environment: null,
      contract: null,
      at: pasted.madeAt === null ? null : isoTime(pasted.madeAt),
    },
    request:
      request === null
        ? null
        : {
            method: request.method ?? 'POST',
            url: bounded(request.url ?? ''),
            headers: request.headers.slice(0, 500),
            fields: (request.fields ?? []).slice(0, 5000),
            body: request.fields !== null || request.body === null ? null : bounded(request.body),
          },
    signature:
      pasted.scheme === null
        ? null
        : {
            verdict: signature?.verdict ?? 'not-checked',
            detail: signature === null ? notChecked : 'Checked with the credential that was given.',
            scheme: pasted.scheme,
            method: first('oauth_signature_method'),
            baseString: signature === null ? null : bounded(signature.baseString),
            received: signature?.receivedSignature ?? first('oauth_signature') ?? first('signature'),
            steps: (signature?.steps ?? []).slice(0, 100).map(({ title, detail, rule, result }) => ({
              title: short(title),
              detail: bounded(detail),
              rule: rule ?? null,
              result: result === undefined ? null : bounded(result),
            })),
            findings: signature?.findings ?? [],
          },
    findings: checks.map((check) => ({ ...check, hop: null })),
    answer: null,
    timeline: null,
    responses: [],
    token:
      pasted.token === null
        ? null
        : {
            header: bounded(JSON.stringify(pasted.token.header, null, 2)),
            claims: bounded(JSON.stringify(pasted.token.claims, null, 2)),
          },
  };
  return { ...story, conclusion: conclude(story, 'received') };
}

/** `null` for a time no calendar has. */
function isoTime(seconds: number): string | null {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
