import type { Answer } from '../http/answer.ts';
import { json, withHeaders } from '../http/answer.ts';
import { MalformedMultipartError } from '../http/multipart.ts';
import type { SandboxRequest } from '../http/request.ts';
import type { PathParameters, Route } from '../http/router.ts';
import type { StoredAttachment } from './attachments.ts';
import type { Demands, Guard } from './checks.ts';
import { acceptsVersion, checkParameters, checkSignature, checkToken } from './checks.ts';
import type { ExamDocument } from './documents.ts';
import type { Exam } from './exams.ts';
import type { LtiResource } from './lti-resources.ts';
import { paginate } from './pagination.ts';
import type { Parameters } from './parameters.ts';
import { collectParameters } from './parameters.ts';
import { malformedBody, notAcceptable } from './refusals.ts';
import { MalformedJsonError } from './ruby-value.ts';
import { select } from './selection.ts';
import type { Student } from './students.ts';
import type { Table } from './table.ts';
import { createTable } from './table.ts';
import type { ToolProvider } from './tool-providers.ts';

/** Everything the platform keeps. */
export interface ExamData {
  readonly exams: Table<Exam>;
  readonly toolProviders: Table<ToolProvider>;
  readonly ltiResources: Table<LtiResource>;
  readonly documents: Table<ExamDocument>;
  readonly attachments: Table<StoredAttachment>;
  readonly students: Table<Student>;
}

export function createExamData(): ExamData {
  return {
    exams: createTable(),
    toolProviders: createTable(),
    ltiResources: createTable(),
    documents: createTable(),
    attachments: createTable(),
    students: createTable(),
  };
}

/** A call whose token, parameters and signature are in order. */
export interface Call {
  readonly parameters: Parameters;
  readonly path: PathParameters;
  readonly request: SandboxRequest;
}

export type Action = (call: Call) => Answer;

/** Path under which the API lies. */
export const apiRoot = '/api/v3';

/** Demands of an operation: everything but the status of a refusal may be left out. */
export function demand(deniedStatus: Demands['deniedStatus'], more: Partial<Demands> = {}): Demands {
  return { required: [], strings: [], booleans: [], numbers: [], ...more, deniedStatus };
}

/** A route that answers like a Rails application: media type, body, API token, parameters, signature, then the action. */
export function apiRoute(
  guard: Guard,
  [method, pattern]: readonly [method: string, pattern: string],
  demands: Demands,
  action: Action,
): Route {
  return {
    method,
    pattern: `${apiRoot}${pattern}`,
    handle: (request, path) => answerGuarded(request, path, guard, demands, action),
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
    if (error instanceof MalformedJsonError || error instanceof MalformedMultipartError) return malformedBody();
    throw error;
  }
  return (
    checkToken(request, guard, demands) ??
    checkParameters(parameters, demands) ??
    checkSignature(parameters, guard, demands, request.now) ??
    action({ parameters, path, request })
  );
}

/** A filtered and sorted page of rows under `name`, with the documented paging headers. */
export function listAnswer<Row extends object>(name: string, rows: readonly Row[], parameters: Parameters): Answer {
  const selected = select(rows, parameters);
  if ('status' in selected) return selected;
  const page = paginate(selected, parameters);
  return withHeaders(json(200, { [name]: page.items }), page.headers);
}
