import type { Credential } from '../../protocol/models/vault.ts';
import type { SandboxUrls } from '../../protocol/sandbox-control.ts';
import { type SandboxTool, sandboxToolAddresses, sandboxToolSchema } from '../../protocol/sandbox-tool.ts';
import type { AdvantageHost } from '../lti/advantage/platform/host.ts';
import type { Credentials } from '../vault/credentials.ts';
import type { WorkspaceSandbox } from './sandbox.ts';

type Ports = {
  sandbox: Pick<WorkspaceSandbox, 'registerPlatform'>;
  credentials: Pick<Credentials, 'list'>;
  host: Pick<AdvantageHost, 'start' | 'addresses'>;
};

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
