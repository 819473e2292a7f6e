import { webcrypto } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamicRegistrationFormSchema, type LTISession, LTITool } from '@lti-tool/core';
import { originOf } from '../../../fixtures/listening.ts';
import type { RealTool } from '../real-tool.ts';
import { escapeHtml, messageOf, outcomePage, page, welcomePage } from '../real-tool.ts';
import { memoryStorage } from './storage.ts';

const name = 'Tool on @lti-tool/core';

type Call = { path: string; values: URLSearchParams; method: string };
type Given = { status: number; body: string; location?: string; type?: string; session?: string };
type Handler = (tool: LTITool, call: Call, origin: string) => Promise<Given>;

const shown = (body: string): Given => ({ status: 200, body });

/** A tool on @lti-tool/core, whose endpoints its documentation leaves to the application. */
export async function startLtiTool(): Promise<RealTool> {
  let refusal = '';
  let tool: LTITool | null = null;
  let session = '';
  let at = '';
  const server = createServer(async (request, response) => {
    try {
      if (tool === null) throw new Error('asked before it was ready');
      const given = await handle(tool, await callOf(request), at);
      session = given.session ?? session;
      answer(response, given);
    } catch (error) {
      refusal = messageOf(error);
      answer(response, { status: 401, body: page(name, `<p role="alert">${escapeHtml(refusal)}</p>`) });
    }
  });
  const { origin, close } = await originOf(server);
  at = origin;
  const storage = memoryStorage();
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  tool = new LTITool({
    stateSecret: webcrypto.getRandomValues(new Uint8Array(32)),
    keyPair: await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']),
    storage,
    dynamicRegistration: { url: origin, name },
  });
  const ready = tool;
  const launched = () => sessionOf(ready, session);
  return {
    passGrade: async () => passGrade(ready, await launched()),
    readMembers: async () => `Members: ${(await ready.getMembers(await launched())).length}`,
    pick: async () => pick(ready, await launched(), origin),
    addresses: {
      login: `${origin}/lti/login`,
      launch: `${origin}/lti/launch`,
      keySet: `${origin}/lti/jwks`,
      registration: `${origin}/lti/register`,
    },
    async register({ issuer, clientId, deploymentId, authorizationUrl, tokenUrl, keySetUrl }) {
      await storage.saveLaunchConfig({
        iss: issuer,
        clientId,
        deploymentId,
        authUrl: authorizationUrl,
        tokenUrl,
        jwksUrl: keySetUrl,
      });
    },
    lastRefusal: () => refusal,
    close,
  };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://tool');
  const form = new URLSearchParams(await text(request));
  return {
    path: url.pathname,
    values: new URLSearchParams([...url.searchParams, ...form]),
    method: request.method ?? '',
  };
}

function answer(response: ServerResponse, { status, body, location, type = 'text/html; charset=utf-8' }: Given): void {
  response.writeHead(status, { 'Content-Type': type, ...(location === undefined ? {} : { Location: location }) });
  response.end(body);
}

function handle(tool: LTITool, call: Call, origin: string): Promise<Given> {
  const handler = handlers[call.path];
  if (handler === undefined) throw new Error(`there is nothing at ${call.path}`);
  return handler(tool, call, origin);
}

const handlers: Readonly<Record<string, Handler>> = {
  '/lti/login': login,
  '/lti/launch': launch,
  '/lti/deep-linking': launch,
  '/lti/jwks': async (tool) => ({ ...shown(JSON.stringify(await tool.getJWKS())), type: 'application/json' }),
  '/lti/register': beginRegistration,
  '/lti/register/complete': completeRegistration,
  '/grade': async (tool, { values }) =>
    shown(outcomePage(name, await passGrade(tool, await sessionOf(tool, values.get('session') ?? '')))),
  '/members': async (tool, { values }) => {
    const members = await tool.getMembers(await sessionOf(tool, values.get('session') ?? ''));
    return shown(outcomePage(name, `Members: ${members.length}`));
  },
  '/pick': async (tool, { values }, origin) =>
    shown(await pick(tool, await sessionOf(tool, values.get('session') ?? ''), origin)),
};

async function login(tool: LTITool, { values }: Call, origin: string): Promise<Given> {
  const value = (field: string): string => values.get(field) ?? '';
  const hint = values.get('lti_message_hint');
  const location = await tool.handleLogin({
    client_id: value('client_id'),
    iss: value('iss'),
    launchUrl: `${origin}/lti/launch`,
    login_hint: value('login_hint'),
    target_link_uri: value('target_link_uri'),
    lti_deployment_id: value('lti_deployment_id'),
    ...(hint === null ? {} : { lti_message_hint: hint }),
  });
  return { status: 302, body: '', location };
}

async function launch(tool: LTITool, { values }: Call): Promise<Given> {
  const payload = await tool.verifyLaunch(values.get('id_token') ?? '', values.get('state') ?? '');
  const { id, services, user } = await tool.createSession(payload);
  const picker = `<form action="/pick?session=${id}" method="post"><button>Return the selection</button></form>`;
  const welcome = welcomePage(name, user.name ?? user.id, `session=${id}`);
  return { ...shown(services?.deepLinking === undefined ? welcome : page(name, picker)), session: id };
}

async function sessionOf(tool: LTITool, id: string): Promise<LTISession> {
  const session = await tool.getSession(id);
  if (session === undefined) throw new Error('there is no such session');
  return session;
}

async function passGrade(tool: LTITool, session: LTISession): Promise<string> {
  if (session.services?.ags?.lineitem === undefined) {
    const made = await tool.createLineItem(session, { label: 'Reading', scoreMaximum: 100 });
    session.services = { ...session.services, ags: { scopes: [], ...session.services?.ags, lineitem: made.id } };
  }
  await tool.submitScore(session, {
    userId: session.user.id,
    scoreGiven: 85,
    scoreMaximum: 100,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  });
  return `Grade passed back, results: ${JSON.stringify(await tool.getScores(session))}`;
}

function pick(tool: LTITool, session: LTISession, origin: string): Promise<string> {
  return tool.createDeepLinkingResponse(session, [
    { type: 'ltiResourceLink', title: 'Chapter of lti-tool', url: `${origin}/lti/launch`, custom: { chapter: '1' } },
  ]);
}

async function beginRegistration(tool: LTITool, { values, path }: Call): Promise<Given> {
  const token = values.get('registration_token');
  const request = {
    openid_configuration: values.get('openid_configuration') ?? '',
    ...(token ? { registration_token: token } : {}),
  };
  return shown(await tool.initiateDynamicRegistration(request, path));
}

async function completeRegistration(tool: LTITool, { values }: Call): Promise<Given> {
  const form = { ...Object.fromEntries(values), services: values.getAll('services') };
  return shown(await tool.completeDynamicRegistration(DynamicRegistrationFormSchema.parse(form)));
}
