import {
  type NewRegistration,
  newRegistrationSchema,
  type ToolDescription,
} from '../../../protocol/models/advantage/registration.ts';
import type { Environment } from '../../../protocol/models/connection.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

/** A registration as it is typed. */
export type RegistrationForm = {
  name: string;
  environment: Environment;
  loginUrl: string;
  targetLinkUri: string;
  redirectUris: readonly string[];
  keySetUrl: string;
  keySet: string;
  /** A line `name=value` for each. */
  custom: string;
  issuer: string;
  clientId: string;
  deploymentIds: readonly string[];
  scopes: readonly string[];
  /** What a configuration said that has no field. */
  rest: Pick<ToolDescription, 'description' | 'claims' | 'messages'>;
};
export type RegistrationField = Exclude<keyof RegistrationForm, 'environment' | 'rest'>;
/** What is wrong with a field; of custom parameters the first wrong line. */
export type RegistrationErrors = Partial<Record<RegistrationField, string>>;

export const emptyForm: RegistrationForm = {
  name: '',
  environment: 'test',
  loginUrl: '',
  targetLinkUri: '',
  redirectUris: [],
  keySetUrl: '',
  keySet: '',
  custom: '',
  issuer: '',
  clientId: '',
  deploymentIds: [],
  scopes: [],
  rest: { description: '', claims: [], messages: [] },
};

/** The form with what was read in a configuration; what the configuration does not say stays as it was typed. */
export function withTool(form: RegistrationForm, tool: ToolDescription): RegistrationForm {
  const { description, claims, messages } = tool;
  return {
    ...form,
    name: tool.name || form.name,
    loginUrl: tool.loginUrl || form.loginUrl,
    targetLinkUri: tool.targetLinkUri || form.targetLinkUri,
    redirectUris: tool.redirectUris.length > 0 ? tool.redirectUris : form.redirectUris,
    keySetUrl: tool.keySetUrl,
    keySet: tool.keySet,
    custom: tool.customParameters.map(([name, value]) => `${name}=${value}`).join('\n'),
    scopes: tool.scopes,
    rest: { description, claims, messages },
  };
}

/** Custom parameters of a text, a line each; the first line that is none. */
export function readCustom(text: string): { pairs: Pairs } | { wrong: string } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf('=');
    return [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).trim()];
  });
  const wrong = lines.find((_, index) => pairs[index]?.[0] === '');
  return wrong === undefined ? { pairs } : { wrong };
}

const fieldOfTool: readonly RegistrationField[] = [
  'name',
  'loginUrl',
  'targetLinkUri',
  'redirectUris',
  'keySetUrl',
  'keySet',
  'scopes',
];

/** The registration to make, or the fields that keep it from being one. */
export function readForm(
  form: RegistrationForm,
): { ok: true; registration: NewRegistration } | { ok: false; errors: RegistrationErrors } {
  const custom = readCustom(form.custom);
  const errors: RegistrationErrors = {};
  if ('wrong' in custom) errors.custom = custom.wrong;
  const { name, environment, rest } = form;
  const parsed = newRegistrationSchema.safeParse({
    name,
    environment,
    issuer: form.issuer.trim(),
    clientId: form.clientId.trim(),
    deploymentIds: form.deploymentIds,
    tool: {
      ...rest,
      name: name.trim(),
      loginUrl: form.loginUrl.trim(),
      targetLinkUri: form.targetLinkUri.trim(),
      redirectUris: form.redirectUris,
      keySetUrl: form.keySetUrl.trim(),
      keySet: form.keySet,
      scopes: [...form.scopes],
      customParameters: 'pairs' in custom ? custom.pairs : [],
    },
  });
  for (const { path } of parsed.error?.issues ?? []) {
    const [first, second] = path;
    const field = first === 'tool' ? second : first;
    if (typeof field !== 'string') continue;
    const known = fieldOfTool.find((one) => one === field);
    if (known !== undefined) errors[known] = '';
    else if (field === 'issuer' || field === 'clientId' || field === 'deploymentIds') errors[field] = '';
    else if (field === 'customParameters') errors.custom = '';
  }
  for (const needed of ['loginUrl', 'targetLinkUri'] as const) if (form[needed].trim() === '') errors[needed] = '';
  if (form.redirectUris.length === 0) errors.redirectUris = '';
  return parsed.success && Object.keys(errors).length === 0
    ? { ok: true, registration: parsed.data }
    : { ok: false, errors };
}
