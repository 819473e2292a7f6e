import type { PastedRequest } from '../../protocol/models/diagnosis.ts';
import type { Capture, CaughtRequest } from '../../protocol/models/lti/catcher.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { bySeverity, checkRequest } from '../diagnosis/checks/index.ts';
import { proxyFindings } from '../diagnosis/checks/proxy/index.ts';
import { verifyAndExplain } from '../diagnosis/verify.ts';
import { parseRoles } from '../lti/roles.ts';
import type { Clock } from '../ports.ts';
import { parseAuthorizationHeader } from '../signing/oauth1/authorization-header.ts';
import type { Credentials, OpenCredential } from '../vault/credentials/credentials.ts';
import type { Vault } from '../vault/vault.ts';
import { personalParameters, privacyLevelOf } from './personal.ts';

type Consumer = Extract<OpenCredential, { kind: 'oauth-consumer' }>;
type Signature = NonNullable<Capture['signature']>;
export type OAuthPorts = {
  credentials: Credentials;
  vault: Vault;
  clock: Clock;
  /** Lower-case names that contracts mark with `x-personal`. */
  declaredPersonal(): Promise<ReadonlySet<string>>;
};

/** A search that is longer would leave the browser without an answer. */
const explainMilliseconds = 3000;

/** Form, query and OAuth header of a request together. */
export function parametersOf({ headers, fields, query }: CaughtRequest): Pairs {
  const header = headers
    .filter(([name, value]) => name.toLowerCase() === 'authorization' && /^OAuth\s/i.test(value))
    .flatMap(([, value]) => parseAuthorizationHeader(value));
  return [...header, ...fields, ...query];
}

function pasted({ method, url, headers, fields, body }: CaughtRequest): PastedRequest {
  return { method, url, headers, fields, body: body === '' ? null : body };
}

function consumers({ credentials }: OAuthPorts): Consumer[] {
  return credentials
    .list()
    .filter(({ kind }) => kind === 'oauth-consumer')
    .flatMap(({ id }) => {
      const opened = credentials.open(id);
      return opened.kind === 'oauth-consumer' ? [opened] : [];
    });
}

function unchecked(consumerKey: string | null, reason: string): Signature {
  return { verdict: 'unchecked', reason, consumerKey, credential: null, baseString: '', findings: [] };
}

/** The signature judged with the credential of the vault that has the consumer key, and its cause when it is wrong. */
async function judge(request: CaughtRequest, params: Pairs, ports: OAuthPorts): Promise<Signature> {
  const first = (name: string): string | null => params.find(([candidate]) => candidate === name)?.[1] ?? null;
  const key = first('oauth_consumer_key');
  if (first('oauth_signature') === null) {
    return unchecked(key, 'The launch carries no signature: the LMS has no key or no secret for this tool.');
  }
  if (key === null) return unchecked(null, 'The launch names no consumer key.');
  if (!ports.vault.isUnlocked()) return unchecked(key, 'The vault is locked, so there is no secret to check it with.');
  const known = consumers(ports);
  const same = known.filter(({ consumerKey }) => consumerKey === key);
  const [credential] = same;
  if (credential === undefined) {
    return unchecked(
      key,
      `No credential in the vault has the consumer key "${key.slice(0, 120)}". Add it to check the signature.`,
    );
  }
  const input = {
    scheme: 'oauth1' as const,
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: request.body,
    now: Math.floor(request.at / 1000),
    credential: { key, secret: credential.secret },
  };
  const others = known
    .filter(({ id }) => id !== credential.id)
    .map(({ name, consumerKey, secret }) => ({ name, key: consumerKey, secret }));
  const former = ports.credentials
    .openPrevious(credential.id)
    .flatMap((one) =>
      one.kind === 'oauth-consumer'
        ? [{ name: `${one.name} before its secret was changed`, key: one.consumerKey, secret: one.secret }]
        : [],
    );
  try {
    const { verdict, baseString, findings } = await verifyAndExplain(input, {
      clock: ports.clock,
      maxMilliseconds: explainMilliseconds,
      others: [...former, ...others],
    });
    return { verdict, reason: null, consumerKey: key, credential: credential.name, baseString, findings };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return unchecked(key, `It cannot be checked: ${error.problem.detail ?? error.problem.code}.`);
  }
}

/** An LTI 1.x launch, or any other OAuth 1.0 message, taken apart. */
export async function inspectOAuth(
  request: CaughtRequest,
  ports: OAuthPorts,
): Promise<Pick<Capture, 'signature' | 'checks' | 'roles' | 'roleFindings' | 'personal'>> {
  const params = parametersOf(request);
  const signature = await judge(request, params, ports);
  const roles = params.find(([name]) => name === 'roles')?.[1];
  const read = roles === undefined ? null : parseRoles(roles);
  const data = personalParameters(params, await ports.declaredPersonal());
  const consumerKey = params.find(([name]) => name === 'oauth_consumer_key')?.[1];
  return {
    signature,
    checks: bySeverity([
      ...checkRequest(pasted(request), { url: request.url, consumerKey }, Math.floor(request.at / 1000)),
      ...proxyFindings(signature.findings),
    ]),
    roles: read?.roles ?? [],
    roleFindings: read?.findings ?? [],
    personal: { data, level: privacyLevelOf(data) },
  };
}
