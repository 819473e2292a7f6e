import { createServer } from 'node:http';
import ltijs from 'ltijs';
import { originOf } from '../../../fixtures/listening.ts';
import type { RealTool } from '../real-tool.ts';
import { escapeHtml, messageOf, outcomePage, page, welcomePage } from '../real-tool.ts';
import { memoryDatabase } from './memory-database.ts';

const { Provider: lti } = ltijs;
const name = 'Tool on ltijs';

/**
 * A tool on ltijs, as its documentation sets one up. ltijs has one provider per process, so that a second start in the same file is an
 * error.
 */
export async function startLtijsTool(): Promise<RealTool> {
  let refusal = '';
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
  lti.onConnect((token, _request, response) =>
    response.send(welcomePage(name, token.userInfo?.name ?? token.user, `ltik=${response.locals.ltik}`)),
  );
  lti.onDeepLinking((_token, _request, response) => {
    const { ltik } = response.locals;
    return response.send(
      page(
        name,
        `<form action="/pick?ltik=${escapeHtml(ltik)}" method="post"><button>Return the selection</button></form>`,
      ),
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
    lastRefusal: () => refusal,
    close,
  };
}

function addServiceRoutes(origin: string): void {
  lti.app.post('/grade', async (_request, response) => {
    const { token } = response.locals;
    try {
      const { lineItems } = await lti.Grade.getLineItems(token);
      const known = lineItems[0]?.id;
      const lineItem =
        known ?? (await lti.Grade.createLineItem(token, { scoreMaximum: 100, label: 'Reading', tag: 'reading' })).id;
      await lti.Grade.submitScore(token, lineItem, {
        userId: token.user,
        scoreGiven: 85,
        scoreMaximum: 100,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      });
      const { scores } = await lti.Grade.getScores(token, lineItem, { userId: token.user });
      return response.send(outcomePage(name, `Grade passed back, results: ${JSON.stringify(scores)}`));
    } catch (error) {
      return response.send(outcomePage(name, `The grade was not passed back: ${messageOf(error)}`));
    }
  });
  lti.app.get('/members', async (_request, response) => {
    try {
      const { members } = await lti.NamesAndRoles.getMembers(response.locals.token, { limit: 2, pages: false });
      return response.send(outcomePage(name, `Members: ${members.length}`));
    } catch (error) {
      return response.send(outcomePage(name, `The roster was not read: ${messageOf(error)}`));
    }
  });
  lti.app.post('/pick', async (_request, response) => {
    const items = [{ type: 'ltiResourceLink', title: 'Chapter of ltijs', url: `${origin}/`, custom: { chapter: '1' } }];
    return response.send(
      await lti.DeepLinking.createDeepLinkingForm(response.locals.token, items, { message: 'Chosen' }),
    );
  });
}
