import { advantageMisbehaviours } from '../../protocol/misbehaving/advantage/catalogue.ts';
import type { TlsCertificate } from '../../protocol/misbehaving/catalogue.ts';
import { misbehavingLaunchUrl, misbehaviourIdSchema, misbehaviours } from '../../protocol/misbehaving/catalogue.ts';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import { misbehavingTargetLink } from '../../protocol/sandbox-tool.ts';
import type { Answer } from '../http/answer.ts';
import { json, withHeaders } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import { formFields } from '../http/request.ts';
import type { TlsIdentity } from '../http/server.ts';
import { createAdvantageTool } from '../lti-1.3/tool.ts';
import { createNonceMemory } from '../nonce-memory.ts';
import { behaviours } from './behaviours.ts';
import { echo } from './echo.ts';
import { createAdvantageMisbehaving } from './lti-1.3/app.ts';
import { indexPage, noLaunchPage, toolPage, welcomePage } from './pages.ts';
import { makeCertificates } from './tls/certificates.ts';
import type { Behaviour, Tool, ToolAddresses, Visit } from './tool.ts';
import { createSessions } from './tool.ts';
import { refuse } from './verifier/refusals.ts';
import { verifyWithFault } from './verifier/verify.ts';

export interface MisbehavingToolOptions {
  readonly consumerKey: string;
  readonly secret: string;
  readonly toleranceMs: number;
}

export interface MisbehavingTool {
  /** What each https server is to show. */
  readonly identities: Readonly<Record<TlsCertificate, TlsIdentity>>;
  /** To be told where the servers are before the first request. */
  knowAddresses(addresses: ToolAddresses): void;
  handle(request: SandboxRequest): Promise<Answer>;
  /** Lets a platform launch the tool by LTI 1.3. */
  registerPlatform(platform: PlatformRegistration): void;
  /** Forgets sessions and nonces. */
  reset(): void;
}

/**
 * A tool that misbehaves: with LTI 1.1 as the path of the launch says (POST /launch/<id>; what comes after it belongs to the behaviour), with LTI 1.3,
 * below /lti, as the target link says.
 */
export async function createMisbehavingTool(options: MisbehavingToolOptions): Promise<MisbehavingTool> {
  // Clients judge certificates by the real time, whatever time the sandbox plays.
  const { authority, identities } = await makeCertificates(Date.now());
  let addresses: ToolAddresses | null = null;
  const advantage = createAdvantageTool();
  const misbehaving = createAdvantageMisbehaving(advantage);
  const tool: Tool = {
    guard: { ...options, nonces: createNonceMemory(4 * options.toleranceMs) },
    sessions: createSessions(),
    addresses() {
      if (addresses === null) throw new Error('The misbehaving tool was asked before it knew its addresses.');
      return addresses;
    },
  };
  return {
    identities,
    knowAddresses(known) {
      addresses = known;
    },
    async handle(request) {
      if (request.path === '/') return indexPage(tool.addresses());
      if (request.path === '/catalogue.json') return catalogue(tool.addresses());
      if (request.path === '/ca.pem') return pem(authority);
      if (request.path.startsWith('/lti/')) return misbehaving.handle(request);
      if (/^\/echo(?:\/|$)/.test(request.path)) return echo(request, tool);
      return visit(tool, request);
    },
    registerPlatform: (platform) => advantage.platforms.register(platform),
    reset() {
      advantage.reset();
      misbehaving.reset();
      tool.guard.nonces.forget();
      tool.sessions.clear();
    },
  };
}

async function visit(tool: Tool, request: SandboxRequest): Promise<Answer> {
  const [, id = '', , leg] = /^\/launch\/([^/]+)(\/(.*))?$/.exec(request.path) ?? [];
  const known = misbehaviourIdSchema.safeParse(id);
  const behaviour = behaviours.get(id);
  if (!known.success || behaviour === undefined) return notFound();
  const launch = new URLSearchParams([...request.query, ...formFields(request)]);
  const current: Visit = { tool, id: known.data, request, launch };
  const handleLeg = leg === undefined ? undefined : behaviour.legs?.[leg];
  if (handleLeg !== undefined) return handleLeg(current);
  // A slash at the end is a part of the launch URL for the behaviours that are about it.
  if (leg !== undefined && leg !== '') return notFound();
  return dated(await launched(current, behaviour), current, behaviour);
}

async function launched(current: Visit, { verifier, voice, always, accepted, refused }: Behaviour): Promise<Answer> {
  if (always !== undefined) return always(current);
  if (current.request.method !== 'POST') return noLaunchPage();
  const problem = verifyWithFault(current.request, current.tool.guard, verifier);
  if (problem !== null) {
    const answer = refuse(problem, voice ?? 'page');
    return refused === undefined ? answer : refused(answer);
  }
  return accepted === undefined ? welcomePage(current, current.launch) : accepted(current);
}

/** A server whose clock is wrong says so in its Date header. */
function dated(answer: Answer, { request }: Visit, { verifier }: Behaviour): Answer {
  if (verifier?.clockSeconds === undefined) return answer;
  return withHeaders(answer, [['date', new Date(request.now + verifier.clockSeconds * 1000).toUTCString()]]);
}

function catalogue(addresses: ToolAddresses): Answer {
  const list = misbehaviours.map((entry) => ({
    id: entry.id,
    rows: entry.rows,
    title: entry.title,
    sees: entry.sees,
    needs: entry.needs ?? [],
    launchUrl: misbehavingLaunchUrl(addresses.http, entry),
  }));
  const advantage = advantageMisbehaviours.map(({ id, rows, title, sees, needs }) => ({
    id,
    rows,
    title,
    sees,
    needs: needs ?? [],
    targetLinkUri: misbehavingTargetLink(addresses.http, id),
  }));
  return json(200, { behaviours: list, advantage, https: addresses.https });
}

function pem(text: string): Answer {
  return { status: 200, headers: [['content-type', 'application/x-pem-file']], body: text, reason: null };
}

function notFound(): Answer {
  const body = '<p role="alert">There is no behaviour at this address. <a href="/">All behaviours</a></p>';
  return toolPage('Not found', body, { status: 404, reason: 'unknown-path' });
}
