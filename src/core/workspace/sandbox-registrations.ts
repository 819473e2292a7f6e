import type { Credential } from '../../protocol/models/vault/vault.ts';
import type { SandboxUrls } from '../../protocol/sandbox-control.ts';
import { type SandboxTool, sandboxToolAddresses, sandboxToolSchema } from '../../protocol/sandbox-tool.ts';
import type { AdvantageHost } from '../lti/advantage/platform/host.ts';
import type { Made, RegistrationService } from '../lti/advantage/registration/service.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import type { WorkspaceSandbox } from './sandbox.ts';

type Ports = {
  sandbox: Pick<WorkspaceSandbox, 'registerPlatform'>;
  credentials: Pick<Credentials, 'list'>;
  host: Pick<AdvantageHost, 'start' | 'addresses'>;
};

type MakingPorts = Omit<Ports, 'sandbox'> & {
  sandbox: Pick<WorkspaceSandbox, 'registerPlatform' | 'start'>;
  registrations: Pick<RegistrationService, 'fetch' | 'create'>;
};

/** Registers a tool of the sandbox here, and this platform at the tool; a connection launches it from then on. Starts the sandbox. */
export async function registerSandboxTool(
  tool: SandboxTool,
  { registrations, ...ports }: MakingPorts,
  how: { name?: string; silent: boolean } = { silent: false },
): Promise<Made> {
  const { urls } = await ports.sandbox.start();
  const { tool: described } = await registrations.fetch(sandboxToolAddresses(urls, tool).openid);
  const registration = {
    name: how.name ?? `${described.name} (LTI 1.3)`,
    environment: 'sandbox' as const,
    notes: '',
    issuer: '',
    clientId: '',
    deploymentIds: [],
    tool: described,
  };
  const made = await registrations.create(registration, how);
  await registerWithSandbox(urls, ports);
  return made;
}

/**
 * Tells the sandbox's tools of every registration of theirs: they forget all platforms when they end. Whether one was registered here
 * by hand or by itself, its login is at the tool.
 */
export async function registerWithSandbox(urls: SandboxUrls, { sandbox, credentials, host }: Ports): Promise<void> {
  const registrations = credentials.list().flatMap((credential) => {
    const tool = toolOf(credential, urls);
    return tool === null ? [] : [{ tool, credential }];
  });
  if (registrations.length === 0) return;
  await host.start();
  for (const { tool, credential } of registrations) {
    const { id, publicParts } = credential;
    const { issuer, authorization, token, keySet } = host.addresses({ id, issuer: publicParts.issuer ?? '' });
    await sandbox.registerPlatform(tool, {
      issuer,
      clientId: publicParts.clientId ?? '',
      deploymentIds: (publicParts.deploymentIds ?? '').split('\n').filter(Boolean),
      authorizationUrl: authorization,
      tokenUrl: token,
      keySetUrl: keySet,
    });
  }
}

function toolOf({ kind, publicParts }: Credential, urls: SandboxUrls): SandboxTool | null {
  if (kind !== 'lti-registration') return null;
  return (
    sandboxToolSchema.options.find((tool) => sandboxToolAddresses(urls, tool).login === publicParts.loginUrl) ?? null
  );
}
