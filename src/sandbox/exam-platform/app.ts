import type { Answer } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { findRoute } from '../http/router.ts';
import { createNonceMemory } from '../nonce-memory.ts';
import { createExamData } from './api.ts';
import type { Guard } from './checks.ts';
import { examPartRoutes } from './exam-part-routes.ts';
import { examRoutes } from './exam-routes.ts';
import { ltiResourceRoutes } from './lti-resource-routes.ts';
import { unknownPath } from './refusals.ts';
import { studentRoutes } from './student-routes.ts';
import { takeRoutes } from './take/routes.ts';
import { toolProviderRoutes } from './tool-provider-routes.ts';

export interface ExamPlatformOptions {
  readonly apiToken: string;
  readonly secretKey: string;
  readonly toleranceMs: number;
}

export interface ExamPlatform {
  handle(request: SandboxRequest): Answer;
  /** Forgets everything that was created, and the nonces. */
  reset(): void;
}

/** "Random number unique between the api calls made in the previous 24 hours." */
const nonceLifetimeMs = 24 * 60 * 60 * 1000;

/** An exam platform: its signed API, and the pages on which candidates take the exams that were created through it. */
export function createExamPlatform(options: ExamPlatformOptions): ExamPlatform {
  const data = createExamData();
  const guard: Guard = { ...options, nonces: createNonceMemory(nonceLifetimeMs) };
  const routes: readonly Route[] = [
    ...toolProviderRoutes(guard, data),
    ...examRoutes(guard, data),
    ...ltiResourceRoutes(guard, data),
    ...examPartRoutes(guard, data),
    ...studentRoutes(guard, data),
    ...takeRoutes(data),
  ];
  return {
    handle(request) {
      const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
      const found = findRoute(routes, request.method, path);
      return found === null ? unknownPath() : found.route.handle(request, found.path);
    },
    reset() {
      for (const table of Object.values(data)) table.clear();
      guard.nonces.forget();
    },
  };
}
