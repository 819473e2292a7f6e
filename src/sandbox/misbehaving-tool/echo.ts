import { misbehaviourIdSchema } from '../../protocol/misbehaving/catalogue.ts';
import type { Answer } from '../http/answer.ts';
import { json } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import { behaviours } from './behaviours.ts';
import type { Tool } from './tool.ts';
import { readLaunch } from './verifier/reading.ts';

/**
 * GET /echo says at which address the tool sees itself asked; GET /echo/<id> as a tool with that behaviour sees it, which is the
 * address it verifies signatures with. The headers are those that arrived.
 */
export function echo(request: SandboxRequest, tool: Tool): Answer {
  const [, id] = /^\/echo\/([^/]+)$/.exec(request.path) ?? [];
  if (request.path !== '/echo' && !misbehaviourIdSchema.safeParse(id).success) {
    return json(404, { error: 'There is no behaviour at this address.' }, 'unknown-path');
  }
  const mistake = behaviours.get(id ?? '')?.verifier?.mistake;
  const reading = readLaunch(request, tool.guard);
  const { scheme, authority } = mistake === undefined ? reading : mistake(reading);
  const port = /:(\d+)$/.exec(authority)?.[1] ?? (scheme === 'https' ? '443' : '80');
  const { cookie: _, authorization: __, ...headers } = request.headers;
  return json(200, { scheme, host: authority, port: Number(port), headers });
}
