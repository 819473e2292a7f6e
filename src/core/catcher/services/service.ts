import type { JWK } from 'jose';
import type { Capture, CatcherRegistration } from '../../../protocol/models/lti/catcher.ts';
import type {
  CatcherScore,
  CatcherService,
  CatcherServiceOutcome,
} from '../../../protocol/models/lti/catcher-services.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Registrations } from '../registrations.ts';
import { type Offered, offeredBy } from './offered.ts';
import { runService } from './run.ts';
import type { ToolPorts } from './tool.ts';

type Ports = ToolPorts & {
  registrations: Pick<Registrations, 'find'>;
  /** The key the catcher signs with as a tool. Throws `vault.locked`. */
  key(): Promise<{ kid: string; privateKey: JWK }>;
};

export type ServiceWish = { service: CatcherService; score: CatcherScore };

/**
 * Calls a service of the platform a launch came from. Its addresses stand in the token, so that only one whose signature was verified is followed. Throws
 * `catcher.not-callable`, `vault.locked`.
 */
export async function callService(capture: Capture, wish: ServiceWish, ports: Ports): Promise<CatcherServiceOutcome> {
  const { registration, offered } = callable(capture, wish.service, ports.registrations);
  const tool = { clientId: registration.clientId, tokenUrl: registration.tokenUrl, ...(await ports.key()) };
  return runService(tool, { ...wish, offered, now: ports.clock.now() }, ports);
}

function callable(
  { checklist }: Capture,
  service: CatcherService,
  registrations: Pick<Registrations, 'find'>,
): { registration: CatcherRegistration & { tokenUrl: string }; offered: Offered } {
  if (checklist?.verdict !== 'valid') throw refused('the launch was not verified');
  const all = checklist.token?.claims ?? {};
  const issuer = typeof all.iss === 'string' ? all.iss : null;
  const audiences = (Array.isArray(all.aud) ? all.aud : [all.aud]).filter((one) => typeof one === 'string');
  const registration = registrations.find(issuer, audiences);
  if (registration === null) throw refused('its platform is no longer registered');
  const { tokenUrl } = registration;
  if (tokenUrl === null) throw refused('the registration of its platform has no token endpoint');
  const offered = offeredBy(all);
  const problem = missingOf(service, offered);
  if (problem !== null) throw refused(problem);
  return { registration: { ...registration, tokenUrl }, offered };
}

function missingOf(service: CatcherService, { rosterUrl, lineItemsUrl, lineItemUrl, subject }: Offered): string | null {
  switch (service) {
    case 'roster':
      return isWebAddress(rosterUrl) ? null : 'the launch offers no roster';
    case 'line-items':
      return isWebAddress(lineItemsUrl) ? null : 'the launch offers no line items';
    case 'results':
      return isWebAddress(lineItemUrl || lineItemsUrl) ? null : 'the launch offers no grades';
    case 'score':
      if (!isWebAddress(lineItemUrl || lineItemsUrl)) return 'the launch offers no grades';
      return subject === '' ? 'the launch says nothing of its user' : null;
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+/i.test(text);
}

function refused(reason: string): ProblemError {
  return new ProblemError('catcher.not-callable', { params: { reason } });
}
