import type {
  LTIClient,
  LTIDeployment,
  LTIDynamicRegistrationSession,
  LTILaunchConfig,
  LTISession,
  LTIStorage,
} from '@lti-tool/core';

type Client = Omit<LTIClient, 'deployments'>;

/** The storage of @lti-tool/core, in memory. A nonce is good once, a launch is known by issuer, client and deployment. */
export function memoryStorage(): LTIStorage {
  const clients = new Map<string, Client>();
  const deployments = new Map<string, LTIDeployment[]>();
  const sessions = new Map<string, LTISession>();
  const launches: LTILaunchConfig[] = [];
  const registrations = new Map<string, LTIDynamicRegistrationSession>();
  const nonces = new Set<string>();
  let last = 0;
  const nextId = (): string => String(++last);
  const deploymentsOf = (clientId: string): LTIDeployment[] => deployments.get(clientId) ?? [];

  /** As it was saved, or as a registered client with this deployment makes it. */
  function launchOf(iss: string, clientId: string, deploymentId: string): LTILaunchConfig | undefined {
    const saved = launches.find(
      (one) => one.iss === iss && one.clientId === clientId && one.deploymentId === deploymentId,
    );
    if (saved !== undefined) return saved;
    const client = [...clients.values()].find((one) => one.iss === iss && one.clientId === clientId);
    const known = client && deploymentsOf(client.id).some((one) => one.deploymentId === deploymentId);
    return client && known
      ? { iss, clientId, deploymentId, authUrl: client.authUrl, tokenUrl: client.tokenUrl, jwksUrl: client.jwksUrl }
      : undefined;
  }

  return {
    listClients: async () => [...clients.values()],
    getClientById: async (id) => {
      const client = clients.get(id);
      return client && { ...client, deployments: deploymentsOf(id) };
    },
    addClient: async (client) => {
      const id = nextId();
      clients.set(id, { ...client, id });
      return id;
    },
    updateClient: async (id, changes) => {
      const client = clients.get(id);
      if (client !== undefined) clients.set(id, { ...client, ...changes });
    },
    deleteClient: async (id) => void clients.delete(id),
    listDeployments: async (clientId) => deploymentsOf(clientId),
    getDeployment: async (clientId, id) => deploymentsOf(clientId).find((one) => one.id === id),
    addDeployment: async (clientId, deployment) => {
      const id = nextId();
      deployments.set(clientId, [...deploymentsOf(clientId), { ...deployment, id }]);
      return id;
    },
    updateDeployment: async (clientId, id, changes) => {
      const changed = deploymentsOf(clientId).map((one) => (one.id === id ? { ...one, ...changes } : one));
      deployments.set(clientId, changed);
    },
    deleteDeployment: async (clientId, id) => {
      deployments.set(
        clientId,
        deploymentsOf(clientId).filter((one) => one.id !== id),
      );
    },
    getSession: async (id) => sessions.get(id),
    addSession: async (session) => {
      sessions.set(session.id, session);
      return session.id;
    },
    storeNonce: async (nonce) => void nonces.add(nonce),
    validateNonce: async (nonce) => nonces.delete(nonce),
    getLaunchConfig: async (iss, clientId, deploymentId) => launchOf(iss, clientId, deploymentId),
    saveLaunchConfig: async (launch) => void launches.push(launch),
    setRegistrationSession: async (id, session) => void registrations.set(id, session),
    getRegistrationSession: async (id) => registrations.get(id),
    deleteRegistrationSession: async (id) => void registrations.delete(id),
  };
}
