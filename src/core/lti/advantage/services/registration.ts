import type { Credential } from '../../../../protocol/models/vault/vault.ts';

/** What the platform knows of a tool: the public parts of its registration. */
export type ToolRegistration = {
  id: string;
  /** Of the platform, as the tool knows it. */
  issuer: string;
  clientId: string;
  deploymentIds: readonly string[];
  /** The tool may be granted these alone; all where there are none. */
  scopes: readonly string[];
  /** Where the tool's keys are; or the keys themselves. Either may be empty. */
  keySetUrl: string;
  keySet: string;
};

/** `null` for a credential of another kind. */
export function toolRegistration({ id, kind, publicParts }: Credential): ToolRegistration | null {
  if (kind !== 'lti-registration') return null;
  const part = (name: string): string => publicParts[name] ?? '';
  return {
    id,
    issuer: part('issuer'),
    clientId: part('clientId'),
    deploymentIds: part('deploymentIds').split('\n').filter(Boolean),
    scopes: part('scopes').split('\n').filter(Boolean),
    keySetUrl: part('keySetUrl'),
    keySet: part('keySet'),
  };
}
