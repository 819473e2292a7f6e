import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { Action, Call, ExamData } from './api.ts';
import { apiRoute, demand, listAnswer } from './api.ts';
import type { Guard } from './checks.ts';
import { notFound, providerInUse } from './refusals.ts';
import type { ToolProvider } from './tool-providers.ts';
import { changedToolProvider, newToolProvider } from './tool-providers.ts';

const rules = {
  strings: ['tool_name', 'oauth_consumer_key', 'oauth_consumer_secret', 'institute_id', 'lti_custom_data', 'tool_url'],
  booleans: ['use_as_basic_link'],
};
const required = ['tool_name', 'oauth_consumer_key', 'oauth_consumer_secret'];

/** Creation refuses a caller with 403 and removal with 401, as documented; of the others 401 is inferred, of the update 403. */
export function toolProviderRoutes(guard: Guard, { exams, toolProviders, ltiResources }: ExamData): Route[] {
  const withProvider = (action: (provider: ToolProvider, call: Call) => ReturnType<Action>): Action => {
    return (call) => {
      const id = call.path.get('id') ?? '';
      const provider = toolProviders.find(id);
      return provider === null ? notFound('tool provider', id, 'tool-provider-not-found') : action(provider, call);
    };
  };
  const create: Action = ({ parameters, request }) =>
    json(200, { tool_provider: toolProviders.add((id) => newToolProvider(id, parameters, request.now)) });
  const list: Action = ({ parameters }) => listAnswer('tool_providers', toolProviders.all(), parameters);
  const show = withProvider((provider) => json(200, { tool_provider: provider }));
  const update = withProvider((provider, { parameters, request }) =>
    json(200, { tool_provider: toolProviders.replace(changedToolProvider(provider, parameters, request.now)) }),
  );
  const destroy = withProvider((provider) => {
    const linked = ltiResources.all().filter((resource) => resource.tool_provider_id === String(provider.id));
    const open = exams
      .all()
      .filter((exam) => exam.status === 'open' && linked.some((resource) => resource.exam_id === exam.id));
    if (open.length > 0) return providerInUse(open);
    toolProviders.remove(provider.id);
    return json(200, { tool_provider: provider });
  });

  const member = '/tool_providers/:id';
  const changes = { ...rules, numbers: ['id'] };
  return [
    apiRoute(guard, ['POST', '/tool_providers'], demand(403, { ...rules, required }), create),
    apiRoute(guard, ['GET', '/tool_providers'], demand(401), list),
    apiRoute(guard, ['GET', member], demand(401, { numbers: ['id'] }), show),
    apiRoute(guard, ['PATCH', member], demand(403, changes), update),
    apiRoute(guard, ['PUT', member], demand(403, changes), update),
    apiRoute(guard, ['DELETE', member], demand(401, { numbers: ['id'] }), destroy),
  ];
}
