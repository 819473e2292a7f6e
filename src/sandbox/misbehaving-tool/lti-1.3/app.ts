import { toolAddressesAt } from '../../../protocol/sandbox-tool.ts';
import type { Answer } from '../../http/answer.ts';
import { html, json, redirect, withHeaders } from '../../http/answer.ts';
import { escapeHtml, page, policyForPost } from '../../http/html.ts';
import type { SandboxRequest } from '../../http/request.ts';
import { formFields } from '../../http/request.ts';
import { bindingCookies } from '../../lti-1.3/browser-binding.ts';
import { ltiClaim, textOf } from '../../lti-1.3/claims.ts';
import type { Refusal } from '../../lti-1.3/login-request.ts';
import { authenticationRequest, authorizationAddress, readLoginRequest } from '../../lti-1.3/login-request.ts';
import { receiveMessage } from '../../lti-1.3/receive-message.ts';
import { splitToken } from '../../lti-1.3/token-signature.ts';
import type { AdvantageTool } from '../../lti-1.3/tool.ts';
import { canvasConfiguration, openidConfiguration } from '../../lti-1.3/tool-configuration.ts';
import { noLaunchPage, toolPage } from '../pages.ts';
import { style } from '../style.ts';
import type { AdvantageBehaviour, AdvantageVisit, KeySetFault, Parameters } from './behaviour.ts';
import { advantageBehaviours } from './behaviours.ts';
import { selection } from './content-faults.ts';

/** The misbehaving tool below `/lti`. */
export interface AdvantageMisbehaving {
  handle(request: SandboxRequest): Promise<Answer>;
  reset(): void;
}

const name = {
  title: 'Misbehaving tool',
  description: 'Does one thing wrong: the one its target link names.',
  id: 'misbehaving-tool',
};

const right: AdvantageBehaviour = {};

/** @param tool - its registrations and keys. */
export function createAdvantageMisbehaving(tool: AdvantageTool): AdvantageMisbehaving {
  let keySet: KeySetFault | null = null;

  async function launched(request: SandboxRequest): Promise<Answer> {
    const id = behaviourOf(request, tool);
    const behaviour = advantageBehaviours.get(id) ?? right;
    keySet = behaviour.keySet ?? null;
    return dated(await judged(request, id, behaviour, tool), request, behaviour);
  }

  return {
    async handle(request) {
      const addresses = toolAddressesAt(originOf(request));
      switch (`${request.method} ${request.path}`) {
        case 'GET /lti/login':
        case 'POST /lti/login':
          return login(request, tool);
        case 'POST /lti/launch':
          return launched(request);
        case 'GET /lti/launch':
          return noLaunchPage();
        case 'GET /lti/jwks':
          return keySetAnswer(tool, keySet);
        case 'GET /lti/canvas.json':
          return json(200, canvasConfiguration(name, addresses));
        case 'GET /lti/openid.json':
          return json(200, openidConfiguration(name, addresses));
        default:
          return toolPage('Not found', '<p role="alert">There is nothing at this address.</p>', {
            status: 404,
            reason: 'unknown-path',
          });
      }
    },
    reset() {
      keySet = null;
    },
  };
}

function originOf({ scheme, host }: SandboxRequest): string {
  return `${scheme}://${host}`;
}

/** The behaviour a target link names; '' for none. */
function behaviourIn(targetLinkUri: string): string {
  return /\/lti\/launch\/([\w-]+)(?:[?#]|$)/.exec(targetLinkUri)?.[1] ?? '';
}

/** As the login was begun; a message whose login nobody knows says itself what it is for. */
function behaviourOf(request: SandboxRequest, tool: AdvantageTool): string {
  const fields = formFields(request);
  const begun = tool.logins.find(fields.get('state') ?? '', request.now)?.targetLinkUri;
  const claims = splitToken(fields.get('id_token') ?? '')?.claims ?? {};
  return behaviourIn(begun ?? textOf(claims, ltiClaim('target_link_uri')));
}

function login(request: SandboxRequest, tool: AdvantageTool): Answer {
  const parameters = new URLSearchParams([...request.query, ...formFields(request)]);
  const origin = originOf(request);
  const asked = readLoginRequest(parameters, { platforms: tool.platforms, origin });
  if (!asked.ok) return refusalPage(400, asked);
  const fault = (advantageBehaviours.get(behaviourIn(asked.targetLinkUri)) ?? right).login ?? {};
  const begun = tool.logins.begin({ ...asked, storageTarget: null }, request.now);
  const rightOnes = authenticationRequest(begun, asked, toolAddressesAt(origin).launch);
  const sent = fault.parameters?.(rightOnes, origin) ?? rightOnes;
  const cookies = fault.cookies?.(bindingCookies(begun)) ?? bindingCookies(begun);
  const setCookies = cookies.map((cookie): [string, string] => ['set-cookie', cookie]);
  switch (fault.way) {
    case 'post':
      return withHeaders(postRequest(asked.platform.authorizationUrl, sent), setCookies);
    case 'fragment':
      return redirect(`${asked.platform.authorizationUrl}#${asForm(sent)}`, cookies);
    case 'nowhere':
      return toolPage('Welcome', '<p role="status">You are not signed in. Ask your teacher for help.</p>');
    default:
      return redirect(authorizationAddress(asked.platform, sent), cookies);
  }
}

function asForm(parameters: Parameters): string {
  const form = new URLSearchParams();
  for (const [field, value] of parameters) form.append(field, value);
  return form.toString();
}

const script = 'document.forms[0].submit();';

function postRequest(url: string, parameters: Parameters): Answer {
  const inputs = parameters.map(
    ([field, value]) => `<input type="hidden" name="${escapeHtml(field)}" value="${escapeHtml(value)}">`,
  );
  const body = `<main><form action="${escapeHtml(url)}" method="post">${inputs.join('')}<button>Go on</button></form><script>${script}</script></main>`;
  return html(200, page('One moment – Misbehaving tool', style, body), policyForPost(style, script));
}

async function judged(
  request: SandboxRequest,
  id: string,
  behaviour: AdvantageBehaviour,
  tool: AdvantageTool,
): Promise<Answer> {
  const now = request.now + (behaviour.clockSeconds ?? 0) * 1000;
  const judging: AdvantageTool =
    behaviour.keysNeverFetched === true ? { ...tool, keySets: { keys: async () => [], clear: () => undefined } } : tool;
  const received = await receiveMessage({ ...request, now }, judging, behaviour.manners);
  if ('storage' in received) return noLaunchPage();
  if (!received.ok) return refusalPage(401, received);
  const demanded = behaviour.demands?.(received.claims, now) ?? null;
  if (demanded !== null) return refusalPage(401, demanded);
  const visit = { tool, platform: received.platform, message: received.message, now };
  if (received.message.type === 'LtiDeepLinkingRequest') return (behaviour.selects ?? selection)(visit);
  return welcome(visit, id, behaviour.calls === undefined ? null : await behaviour.calls(visit));
}

function welcome({ message }: AdvantageVisit, id: string, outcome: string | null): Answer {
  const facts: readonly (readonly [label: string, field: string, value: string])[] = [
    ['User', 'user', message.subject],
    ['Name', 'name', message.name],
    ['Roles', 'roles', message.roles.join(' ')],
    ['Course', 'course', message.course],
    ['Behaviour', 'behaviour', id || 'none: all is done rightly'],
  ];
  const list = facts.map(
    ([label, field, value]) => `<dt>${label}</dt><dd data-field="${field}">${escapeHtml(value)}</dd>`,
  );
  const told = outcome === null ? '' : `<p role="status" data-field="outcome">${escapeHtml(outcome)}</p>`;
  return toolPage('You are in', `${told}<dl>${list.join('')}</dl>`);
}

function refusalPage(status: number, { detail, reason }: Refusal): Answer {
  return toolPage('Launch refused', `<p role="alert" data-field="problem">${escapeHtml(detail)}</p>`, {
    status,
    reason,
  });
}

/** A server whose clock is wrong says so in its Date header. */
function dated(answer: Answer, request: SandboxRequest, { clockSeconds }: AdvantageBehaviour): Answer {
  if (clockSeconds === undefined) return answer;
  return withHeaders(answer, [['date', new Date(request.now + clockSeconds * 1000).toUTCString()]]);
}

async function keySetAnswer(tool: AdvantageTool, fault: KeySetFault | null): Promise<Answer> {
  const { publicJwk } = await tool.key();
  switch (fault) {
    case 'slow':
      return { ...json(200, { keys: [publicJwk] }), manner: { kind: 'late', milliseconds: 12_000 } };
    case 'html':
      return toolPage('Key set', '<p>The key set has moved.</p>');
    case 'empty':
      return json(200, { keys: [] });
    case 'single':
      return json(200, publicJwk);
    case null:
      return json(200, { keys: [publicJwk] });
  }
}
