import { createServer } from 'node:http';
import ltijs, { type IdToken } from 'ltijs';
import { originOf } from '../../../fixtures/listening.ts';
import type { RealTool } from '../real-tool.ts';
import { messageOf, outcomePage, page, welcomePage } from '../real-tool.ts';
import { memoryDatabase } from './memory-database.ts';

const { Provider: lti } = ltijs;
const name = 'Tool on ltijs';

/**
 * A tool on ltijs, as its documentation sets one up. ltijs has one provider per process, so that a second start in the same file is an
 * error.
 */
export async function startLtijsTool(): Promise<RealTool> {
  let refusal = '';
  let last: IdToken | null = null;
  const launched = (): IdToken => {
    if (last === null) throw new Error('nobody was launched yet');
    return last;
  };
  const server = createServer((request, response) => {
    response.once('finish', () => {
      if (response.statusCode >= 400)
        refusal = `${request.method} ${request.url} was answered with ${response.statusCode}`;
    });
    lti.app(request, response);
  });
  const { origin, close } = await originOf(server);
  lti.setup(
    'key of a test',
    { plugin: memoryDatabase() },
    {
      appRoute: '/',
      loginRoute: '/login',
      keysetRoute: '/keys',
      dynRegRoute: '/register',
      // Loopback counts as secure, and the view shows tools in frames of another site.
      cookies: { secure: true, sameSite: 'None' },
      dynReg: { url: origin, name, autoActivate: true },
    },
  );
  lti.onConnect((token, _request, response) => {
    last = token;
    return response.send(welcomePage(name, token.userInfo?.name ?? token.user, `ltik=${response.locals.ltik}`));
  });
  lti.onDeepLinking((token, _request, response) => {
    last = token;
    const button = '<button>Return the selection</button>';
    return response.send(
      page(name, `<form action="/pick?ltik=${response.locals.ltik}" method="post">${button}</form>`),
    );
  });
  await lti.deploy({ serverless: true, silent: true });
  addServiceRoutes(origin);
  return {
    addresses: {
      login: `${origin}/login`,
      launch: origin,
      keySet: `${origin}/keys`,
      registration: `${origin}/register`,
    },
    async register({ issuer, clientId, authorizationUrl, tokenUrl, keySetUrl }) {
      await lti.registerPlatform({
        url: issuer,
        name: `Platform ${clientId}`,
        clientId,
        authenticationEndpoint: authorizationUrl,
        accesstokenEndpoint: tokenUrl,
        authConfig: { method: 'JWK_SET', key: keySetUrl },
      });
    },
    passGrade: async () => passGrade(launched()),
    readMembers: async () => readMembers(launched()),
    pick: async () => pick(launched(), origin),
    lastRefusal: () => refusal,
    close,
  };
}

/** The pages of the services, for a person in a browser. */
function addServiceRoutes(origin: string): void {
  lti.app.post('/grade', async (_request, response) =>
    response.send(outcomePage(name, await passGrade(response.locals.token).catch(messageOf))),
  );
  lti.app.get('/members', async (_request, response) =>
    response.send(outcomePage(name, await readMembers(response.locals.token).catch(messageOf))),
  );
  lti.app.post('/pick', async (_request, response) => response.send(await pick(response.locals.token, origin)));
}

async function passGrade(token: IdToken): Promise<string> {
  const { lineItems } = await lti.Grade.getLineItems(token, { tag: 'reading' });
  const wish = { scoreMaximum: 100, label: 'Reading', tag: 'reading' };
  const lineItem = lineItems[0]?.id ?? (await lti.Grade.createLineItem(token, wish)).id;
  await lti.Grade.submitScore(token, lineItem, {
    userId: token.user,
    scoreGiven: 85,
    scoreMaximum: 100,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  });
  const { scores } = await lti.Grade.getScores(token, lineItem, { userId: token.user });
  return `Grade passed back, results: ${JSON.stringify(scores)}`;
}

async function readMembers(token: IdToken): Promise<string> {
  const { members } = await lti.NamesAndRoles.getMembers(token, { limit: 2, pages: false });
  return `Members: ${members.length}`;
}

function pick(token: IdToken, origin: string): Promise<string> {
  const items = [{ type: 'ltiResourceLink', title: 'Chapter of ltijs', url: `${origin}/`, custom: { chapter: '1' } }];
  return lti.DeepLinking.createDeepLinkingForm(token, items, { message: 'Chosen' });
}
