import type { IncomingHttpHeaders } from 'node:http';
import type { ReceivedRequest } from '../../protocol/sandbox-control.ts';
import { MalformedMultipartError, multipartForm } from './multipart.ts';
import type { SandboxRequest } from './request.ts';
import { formFields, mediaTypeOf } from './request.ts';

export const mask = '•••';
const longestValue = 300;
const mostValues = 200;
const secretName = /secret|token|password|authorization|cookie|assertion|^kept$/i;

/** The last requests of one server, without anything secret. */
export interface ReceivedLog {
  add(request: SandboxRequest, outcome: Pick<ReceivedRequest, 'status' | 'reason' | 'fault'>): void;
  list(): ReceivedRequest[];
  clear(): void;
}

/** Keeps the last `capacity` requests. `secrets` are masked wherever they occur, also under a wrong name. */
export function createReceivedLog(secrets: readonly string[], capacity = 200): ReceivedLog {
  let sequence = 0;
  let entries: ReceivedRequest[] = [];
  const hide = (name: string, value: string): [string, string] => [
    hideIn(name, secrets),
    secretName.test(name) && value !== '' ? mask : hideIn(value, secrets).slice(0, longestValue),
  ];
  return {
    add(request, outcome) {
      sequence += 1;
      const entry: ReceivedRequest = {
        sequence,
        at: new Date(request.now).toISOString(),
        method: request.method,
        path: hideIn(request.path.replace(/^(\/sso|\/lti\/visits)\/[^/]+/, `$1/${mask}`), secrets),
        headers: headerPairs(request.headers)
          .slice(0, mostValues)
          .map(([name, value]) => hide(name, value)),
        parameters: parameterPairs(request)
          .slice(0, mostValues)
          .map(([name, value]) => hide(name, value)),
        ...outcome,
      };
      entries = [...entries.slice(-(capacity - 1)), entry];
    },
    list: () => [...entries],
    clear() {
      sequence = 0;
      entries = [];
    },
  };
}

function hideIn(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (hidden, secret) => hidden.replaceAll(secret, mask).replaceAll(encodeURIComponent(secret), mask),
    text,
  );
}

function headerPairs(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
}

function parameterPairs(request: SandboxRequest): [string, string][] {
  return [...request.query, ...formFields(request), ...multipartParts(request), ...jsonMembers(request)];
}

/** Of a file, what is said of it. */
function multipartParts(request: SandboxRequest): [string, string][] {
  try {
    const { fields, files } = multipartForm(request);
    const described = files.map(({ field, name, contentType, content }): [string, string] => {
      return [field, `${name} (${contentType}, ${content.length} bytes)`];
    });
    return [...fields, ...described];
  } catch (error) {
    if (error instanceof MalformedMultipartError) return [];
    throw error;
  }
}

function jsonMembers(request: SandboxRequest): [string, string][] {
  if (mediaTypeOf(request) !== 'application/json') return [];
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, member]) => [
    name,
    typeof member === 'string' ? member : JSON.stringify(member),
  ]);
}
