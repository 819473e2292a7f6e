import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';

/** The platforms a tool knows. */
export interface Platforms {
  /** Adds a registration, or replaces the one with the same issuer and client id. */
  register(platform: PlatformRegistration): void;
  /**
   * The registration with this issuer and client id. Null: there is none, or the client id was not said and there are several
   * (LTI 1.3 §4.1.3 lets a platform say it for that case).
   */
  find(issuer: string, clientId: string | null): PlatformRegistration | null;
  list(): readonly PlatformRegistration[];
  /** Whether the deployment is the platform's. A platform without any has its first one remembered. */
  knowsDeployment(platform: PlatformRegistration, deploymentId: string): boolean;
}

export function createPlatforms(): Platforms {
  const platforms = new Map<string, PlatformRegistration>();
  const keyOf = ({ issuer, clientId }: Pick<PlatformRegistration, 'issuer' | 'clientId'>): string =>
    JSON.stringify([issuer, clientId]);
  return {
    register(platform) {
      platforms.set(keyOf(platform), platform);
    },
    find(issuer, clientId) {
      if (clientId !== null) return platforms.get(keyOf({ issuer, clientId })) ?? null;
      const [first, ...others] = [...platforms.values()].filter((platform) => platform.issuer === issuer);
      return first === undefined || others.length > 0 ? null : first;
    },
    list: () => [...platforms.values()],
    knowsDeployment(platform, deploymentId) {
      const known = platforms.get(keyOf(platform)) ?? platform;
      if (known.deploymentIds.length > 0) return known.deploymentIds.includes(deploymentId);
      platforms.set(keyOf(known), { ...known, deploymentIds: [deploymentId] });
      return true;
    },
  };
}
