import type { AppEvent } from '../../../../protocol/events.ts';
import {
  type AdvantageService,
  type ServiceCall,
  type ServiceCheck,
  serviceCallSummarySchema,
} from '../../../../protocol/models/advantage/services.ts';
import type { PastedToken } from '../../../../protocol/models/diagnosis.ts';
import { createRedactor } from '../../../redaction/index.ts';
import type { Storage } from '../../../storage/open-storage.ts';
import { verdictOf } from './checks.ts';
import type { ServiceAnswer, ServiceRequest } from './http.ts';
import { bearerToken } from './token/access-tokens.ts';

/** Whose call it is. */
export type Caller = {
  registrationId: string;
  connectionId: string | null;
  courseId: string | null;
  exchangeId: string | null;
};

export type HandledCall = {
  service: AdvantageService;
  operation: string;
  headline: string;
  checks: ServiceCheck[];
  token?: PastedToken | null;
  answer: ServiceAnswer;
  /** Texts that are kept nowhere. */
  secrets?: readonly string[];
};

export type Recorder = { record(caller: Caller, request: ServiceRequest, call: HandledCall): void };

type RecorderPorts = {
  serviceCalls: Pick<Storage['serviceCalls'], 'insert'>;
  newId(): string;
  now(): number;
  emit(event: AppEvent): void;
};

/** Calls that are kept, of all registrations together. */
const keptCalls = 1000;
/** Characters of a body that are kept. */
const keptCharacters = 65_536;

/** Keeps calls with access tokens and the signatures of assertions masked, and tells of them. */
export function createRecorder({ serviceCalls, newId, now, emit }: RecorderPorts): Recorder {
  return {
    record(caller, request, { answer, secrets = [], token = null, ...call }) {
      const shown = masks([...secrets, bearerToken(request) ?? '', request.query.get('access_token') ?? '']);
      const kept: ServiceCall = {
        id: newId(),
        ...caller,
        at: now(),
        service: call.service,
        operation: call.operation,
        verdict: verdictOf(call.checks, answer.status),
        headline: shown.text(call.headline),
        method: request.method,
        url: shown.text(request.url),
        status: answer.status,
        checks: call.checks.map((one) => ({ ...one, seen: shown.text(one.seen), expected: shown.text(one.expected) })),
        token,
        request: {
          headers: shown.headers(request.headers),
          body: body(shown.text, Buffer.from(request.body).toString('utf8')),
        },
        response: { headers: shown.headers(answer.headers), body: body(shown.text, answer.body) },
      };
      serviceCalls.insert(kept, keptCalls);
      emit({
        type: 'services.changed',
        connectionId: caller.connectionId,
        call: serviceCallSummarySchema.strip().parse(kept),
      });
    },
  };
}

function masks(secrets: readonly string[]) {
  return createRedactor([...new Set(secrets)].filter((secret) => secret !== ''));
}

function body(masked: (text: string) => string, text: string): string {
  const shown = masked(text);
  return shown.length > keptCharacters ? `${shown.slice(0, keptCharacters)}…` : shown;
}
