import type { Answer } from '../http/answer.ts';
import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { Action, Call, ExamData } from './api.ts';
import { apiRoute, demand, listAnswer } from './api.ts';
import type { Guard } from './checks.ts';
import type { Linked, LtiResource } from './lti-resources.ts';
import { changedLtiResource, newLtiResource } from './lti-resources.ts';
import type { Parameters } from './parameters.ts';
import { notFound } from './refusals.ts';
import { textOf } from './values.ts';

const rules = {
  strings: ['lti_resource_link_name', 'lti_resource_launch_url', 'lti_custom_data'],
  booleans: ['open_in_new_tab'],
};
const links = ['exam_id', 'tool_provider_id'];

/** Reading refuses a caller with 401 and writing with 403, as documented. */
export function ltiResourceRoutes(guard: Guard, data: ExamData): Route[] {
  const { ltiResources } = data;
  const withResource = (action: (resource: LtiResource, call: Call) => Answer): Action => {
    return (call) => {
      const id = call.path.get('id') ?? '';
      const resource = ltiResources.find(id);
      return resource === null ? notFound('lti resource', id, 'lti-resource-not-found') : action(resource, call);
    };
  };
  const create: Action = ({ parameters, request }) => {
    const linked = linkedBy(data, parameters, { exam_id: '', tool_provider_id: '' });
    if ('status' in linked) return linked;
    return json(200, {
      lti_resource: ltiResources.add((id) => newLtiResource(id, parameters, linked, request.now)),
    });
  };
  const list: Action = ({ parameters }) => listAnswer('lti_resources', ltiResources.all(), parameters);
  const show = withResource((resource) => json(200, { lti_resource: resource }));
  const update = withResource((resource, { parameters, request }) => {
    const { exam_id, tool_provider_id } = resource;
    const linked = linkedBy(data, parameters, { exam_id: String(exam_id), tool_provider_id });
    if ('status' in linked) return linked;
    return json(200, {
      lti_resource: ltiResources.replace(changedLtiResource(resource, parameters, linked, request.now)),
    });
  });

  const member = '/lti_resources/:id';
  const demands = demand(403, { ...rules, required: ['lti_resource_link_name', ...links], numbers: links });
  const changes = demand(403, { ...rules, numbers: ['id', ...links] });
  return [
    apiRoute(guard, ['POST', '/lti_resources'], demands, create),
    apiRoute(guard, ['GET', '/lti_resources'], demand(401), list),
    apiRoute(guard, ['GET', member], demand(401, { numbers: ['id'] }), show),
    apiRoute(guard, ['PATCH', member], changes, update),
    apiRoute(guard, ['PUT', member], changes, update),
  ];
}

/** The exam and tool provider a call names, or else the ones it had; 404 when there is no such one. */
function linkedBy(
  { exams, toolProviders }: ExamData,
  parameters: Parameters,
  fallback: { readonly exam_id: string; readonly tool_provider_id: string },
): Linked | Answer {
  const examId = textOf(parameters, 'exam_id', fallback.exam_id);
  const providerId = textOf(parameters, 'tool_provider_id', fallback.tool_provider_id);
  const exam = exams.find(examId);
  if (exam === null) return notFound('Exam', examId, 'exam-not-found');
  const toolProvider = toolProviders.find(providerId);
  if (toolProvider === null) return notFound('tool provider', providerId, 'tool-provider-not-found');
  return { examId: exam.id, toolProvider };
}
