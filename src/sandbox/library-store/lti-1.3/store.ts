import type { StoreAccess } from '../../../protocol/sandbox-control.ts';
import type { SandboxToolAddresses } from '../../../protocol/sandbox-tool.ts';
import { toolAddressesAt } from '../../../protocol/sandbox-tool.ts';
import type { SandboxRequest } from '../../http/request.ts';
import type { AdvantageTool } from '../../lti-1.3/tool.ts';
import type { ToolName } from '../../lti-1.3/tool-configuration.ts';
import type { UserStore } from '../users.ts';
import type { Visits } from './visits.ts';

/** What the pages and endpoints of LTI 1.3 work with. */
export interface AdvantageStore {
  readonly tool: AdvantageTool;
  readonly visits: Visits;
  readonly users: UserStore;
  access(): StoreAccess;
}

export const storeName: ToolName = {
  title: 'Sandbox Library',
  description: 'A digital library with books to read, to choose for a course and to be graded on.',
  id: 'sandbox-library',
};

/** The store's origin as this request knows it. */
export function originOf({ scheme, host }: SandboxRequest): string {
  return `${scheme}://${host}`;
}

export function addressesOf(request: SandboxRequest): SandboxToolAddresses {
  return toolAddressesAt(originOf(request));
}
