import type { Answer } from '../http/answer.ts';
import { json, withHeaders } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import type { PathParameters, Route } from '../http/router.ts';
import { findRoute } from '../http/router.ts';
import { createNonceMemory } from '../nonce-memory.ts';
import type { Demands, Guard } from './checks.ts';
import { acceptsVersion, checkParameters, checkSignature, checkToken } from './checks.ts';
import { paginate } from './pagination.ts';
import type { Parameters } from './parameters.ts';
import { collectParameters } from './parameters.ts';
import { malformedBody, notAcceptable, toolProviderNotFound, unknownPath } from './refusals.ts';
import { MalformedJsonError } from './ruby-value.ts';
import { createToolProviderStore } from './tool-providers.ts';

export interface ExamPlatformOptions {
  readonly apiToken: string;
  readonly secretKey: string;
  readonly toleranceMs: number;
}

export interface ExamPlatform {
  handle(request: SandboxRequest): Answer;
  /** Forgets tool providers and nonces. */
  reset(): void;
}

type Action = (parameters: Parameters, path: PathParameters, now: number) => Answer;

const collection = '/api/v3/tool_providers';
/** "Random number unique between the api calls made in the previous 24 hours." */
const nonceLifetimeMs = 24 * 60 * 60 * 1000;

const createDemands: Demands = {
  deniedStatus: 403,
  required: ['tool_name', 'oauth_consumer_key', 'oauth_consumer_secret'],
  strings: ['tool_name', 'oauth_consumer_key', 'oauth_consumer_secret', 'institute_id', 'lti_custom_data', 'tool_url'],
  booleans: ['use_as_basic_link'],
};
const readDemands: Demands = { deniedStatus: 401, required: [], strings: [], booleans: [] };

/**
 * An exam platform that answers like a Rails application: route, media type, body, API token, parameters, signature,
 * and only then the action itself.
 */
export function createExamPlatform(options: ExamPlatformOptions): ExamPlatform {
  const store = createToolProviderStore();
  const guard: Guard = { ...options, nonces: createNonceMemory(nonceLifetimeMs) };
  const guarded = (demands: Demands, action: Action): Route['handle'] => {
    return (request, path) => answerGuarded(request, path, guard, demands, action);
  };

  const create = guarded(createDemands, (parameters, _path, now) =>
    json(200, { tool_provider: store.create(parameters, now) }),
  );
  const index = guarded(readDemands, (parameters) => {
    const page = paginate(store.all(), parameters);
    return withHeaders(json(200, { tool_providers: page.items }), page.headers);
  });
  const show = guarded(readDemands, (_parameters, path) => {
    const id = path.get('id') ?? '';
    const provider = store.find(id);
    return provider === null ? toolProviderNotFound(id) : json(200, { tool_provider: provider });
  });
  const routes: readonly Route[] = [
    { method: 'POST', pattern: collection, handle: create },
    { method: 'GET', pattern: collection, handle: index },
    { method: 'GET', pattern: `${collection}/:id`, handle: show },
  ];

  return {
    handle(request) {
      const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
      const found = findRoute(routes, request.method, path);
      return found === null ? unknownPath() : found.route.handle(request, found.path);
    },
    reset() {
      store.clear();
      guard.nonces.forget();
    },
  };
}

function answerGuarded(
  request: SandboxRequest,
  path: PathParameters,
  guard: Guard,
  demands: Demands,
  action: Action,
): Answer {
  if (!acceptsVersion(request)) return notAcceptable();
  let parameters: Parameters;
  try {
    parameters = collectParameters(request, path);
  } catch (error) {
    if (error instanceof MalformedJsonError) return malformedBody();
    throw error;
  }
  return (
    checkToken(request, guard, demands) ??
    checkParameters(parameters, demands) ??
    checkSignature(parameters, guard, demands, request.now) ??
    action(parameters, path, request.now)
  );
}
