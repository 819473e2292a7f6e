import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Capture } from '../../../protocol/models/lti/catcher.ts';
import { bounded, short } from './bounds.ts';
import { conclude } from './conclusion.ts';
import type { Evidence, Story } from './evidence.ts';
import { signedMessage } from './reverify.ts';
import { tokensIn } from './tokens.ts';

/** What a launch told that a real LMS sent to the catcher. */
export async function evidenceOfCapture(capture: Capture, declaredPersonal: ReadonlySet<string>): Promise<Evidence> {
  const { request, checklist, login } = capture;
  const requests = login === null ? [request] : [login.request, request];
  const claims = checklist?.token?.claims ?? null;
  return {
    story: storyOf(capture),
    signed: signedMessage(asPasted(request), capture.signature === null ? null : 'oauth1', {
      pathParams: [],
      now: Math.floor(request.at / 1000),
    }),
    people: {
      parameters: requests.flatMap(({ query, fields }) => [...query, ...fields]),
      json: requests.map(({ body }) => body),
      claims: claims === null ? [] : [claims],
      declared: declaredPersonal,
    },
    cookieNames: [],
    secrets: await tokensIn({
      urls: requests.map(({ url }) => url),
      headers: requests.flatMap(({ headers }) => headers),
      fields: requests.flatMap(({ fields }) => fields),
      texts: requests.map(({ body }) => body),
    }),
  };
}

function asPasted({ method, url, headers, fields, body }: Capture['request']): PastedRequest {
  return { method, url, headers, fields: fields.length > 0 ? fields : null, body: fields.length > 0 ? null : body };
}

function storyOf(capture: Capture): Story {
  const { summary, request, signature, checklist, login, roleFindings } = capture;
  const failedSteps = (checklist?.steps ?? [])
    .filter(({ status }) => status === 'failed' || status === 'remarked')
    .map(({ check, status, title, seen, expected, owner, source }) =>
      finding(check, status === 'failed' ? 'error' : 'warning', { title, seen, expected, owner, source }),
    );
  const remarks = (login?.remarks ?? []).map(({ check, severity, ...rest }) => finding(check, severity, rest));
  const roles = roleFindings.map(({ id, level, role, detail, fix }) =>
    finding(`roles ${id}`, level, {
      title: detail,
      seen: role === '' ? 'The whole list of roles.' : `"${role}".`,
      expected: fix,
      owner: 'platform-admin',
      source: 'LTI 1.1 appendix A',
    }),
  );
  const story: Omit<Story, 'conclusion'> = {
    subject: {
      kind: 'capture',
      title: short(summary.label),
      id: summary.id,
      connection: short(summary.sender),
      environment: null,
      contract: null,
      at: new Date(summary.at).toISOString(),
    },
    request: {
      method: request.method,
      url: bounded(request.url),
      headers: request.headers.slice(0, 500),
      fields: request.fields.slice(0, 5000).map(([name, value]): [string, string] => [name, bounded(value)]),
      body: request.fields.length > 0 || request.body === '' ? null : bounded(request.body),
    },
    signature:
      signature === null
        ? null
        : {
            verdict: signature.verdict === 'unchecked' ? 'not-checked' : signature.verdict,
            detail: short(signature.reason ?? checkedWith(signature.credential)),
            scheme: 'oauth1',
            method: parameterOf(request, 'oauth_signature_method'),
            baseString: bounded(signature.baseString),
            received: parameterOf(request, 'oauth_signature'),
            steps: [],
            findings: signature.findings,
          },
    findings: [...capture.checks.map((check) => ({ ...check, hop: null })), ...failedSteps, ...remarks, ...roles].slice(
      0,
      2000,
    ),
    answer: null,
    timeline: null,
    responses: [],
    token:
      checklist?.token == null
        ? null
        : {
            header: bounded(JSON.stringify(checklist.token.header, null, 2)),
            claims: bounded(JSON.stringify(checklist.token.claims, null, 2)),
          },
  };
  return { ...story, conclusion: conclude(story, 'received') };
}

const checkedWith = (credential: string | null) =>
  credential === null ? 'Checked when it was received.' : `Checked with the credential "${credential}".`;

function parameterOf({ fields, query }: Capture['request'], name: string): string | null {
  return [...fields, ...query].find(([field]) => field === name)?.[1] ?? null;
}

type Words = Pick<Story['findings'][number], 'title' | 'seen' | 'expected' | 'owner' | 'source'>;

function finding(id: string, severity: 'error' | 'warning' | 'info', words: Words): Story['findings'][number] {
  return { id, severity, ...words, ticket: `${words.title} ${words.seen}`, hop: null };
}
