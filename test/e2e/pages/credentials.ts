import type { Page } from 'playwright';

export type SecretPartName = 'Shared secret' | 'API token' | 'Secret key' | 'Token' | 'Password' | 'Private key';

/** A credential as it is typed: fields by the beginning of their label. */
export type TypedCredential = {
  kind: string;
  name: string;
  fields?: Readonly<Record<string, string>>;
  host?: string;
  environment?: 'Sandbox' | 'Test' | 'Production';
  tags?: readonly string[];
  /** `2026-12-31`. */
  expires?: string;
  notes?: string;
};

/** The vault: the list of credentials and one of them in detail. */
export function credentialsPage(window: Page) {
  const dialog = window.getByRole('dialog', { name: /^(New credential|Edit )/ });
  const save = dialog.getByRole('button', { name: /^(Create|Save)$/ });
  const create = window.getByRole('main').getByRole('button', { name: 'New credential' }).first();
  const edit = window.getByRole('main').getByRole('button', { name: 'Edit', exact: true });
  const chooseKind = async (kind: string): Promise<void> => {
    await dialog.getByRole('combobox', { name: 'Kind of credential' }).click();
    await window.getByRole('option', { name: kind, exact: true }).click();
  };
  const field = (label: string) => dialog.getByLabel(new RegExp(`^${escaped(label)}`));
  const chooseEnvironment = async (environment: string): Promise<void> => {
    await dialog.getByRole('combobox', { name: 'Environment' }).click();
    await window.getByRole('option', { name: environment, exact: true }).click();
  };
  return {
    chooseKind,
    chooseEnvironment,
    field,
    needsCare: window.getByRole('button', { name: /^Needs care/ }),
    filter: window.getByRole('button', { name: /^Filter/ }),
    search: window.getByLabel('Find a credential'),
    row: (name: string) =>
      window.getByRole('list', { name: 'Credentials' }).getByRole('button', { name: new RegExp(`^${escaped(name)}`) }),
    previous: window.getByRole('region', { name: 'Previous secrets' }),
    newSecret: window.getByRole('button', { name: 'New secret…' }),
    newSecretDialog: window.getByRole('dialog', { name: /^New secret for / }),
    async createAny(typed: TypedCredential): Promise<void> {
      await create.click();
      await chooseKind(typed.kind);
      await field('Name').fill(typed.name);
      for (const [label, value] of Object.entries(typed.fields ?? {})) await field(label).fill(value);
      if (typed.host !== undefined) {
        await field('Allowed hosts').fill(typed.host);
        await field('Allowed hosts').press('Enter');
      }
      if (typed.environment !== undefined) await chooseEnvironment(typed.environment);
      for (const tag of typed.tags ?? []) {
        await field('Tags').fill(tag);
        await field('Tags').press('Enter');
      }
      if (typed.expires !== undefined) await field('Expires').fill(typed.expires);
      if (typed.notes !== undefined) await field('Notes').fill(typed.notes);
      await save.click();
      await dialog.waitFor({ state: 'hidden' });
    },
    heading: window.getByRole('heading', { level: 1, name: 'Credentials' }),
    dialog,
    save,
    create,
    edit,
    detail: (name: string) => window.getByRole('region', { name, exact: true }),
    reveal: (part: SecretPartName) => window.getByRole('button', { name: `Reveal ${part}` }),
    hide: (part: SecretPartName) => window.getByRole('button', { name: `Hide ${part}` }),
    async select(name: string): Promise<void> {
      await window
        .getByRole('main')
        .getByRole('button', { name: new RegExp(`^${escaped(name)}`) })
        .first()
        .click();
    },
    async createProctorExam(draft: {
      name: string;
      apiToken: string;
      secretKey: string;
      hosts: readonly string[];
    }): Promise<void> {
      await create.click();
      await chooseKind('ProctorExam');
      await dialog.getByLabel(/^Name/).fill(draft.name);
      await dialog.getByLabel(/^API token/).fill(draft.apiToken);
      await dialog.getByLabel(/^Secret key/).fill(draft.secretKey);
      for (const host of draft.hosts) {
        await dialog.getByLabel(/^Allowed hosts/).fill(host);
        await dialog.getByLabel(/^Allowed hosts/).press('Enter');
      }
      await save.click();
      await dialog.waitFor({ state: 'hidden' });
    },
    async createConsumer(draft: {
      name: string;
      key: string;
      secret: string;
      hosts: readonly string[];
    }): Promise<void> {
      await create.click();
      await dialog.getByLabel(/^Name/).fill(draft.name);
      await dialog.getByLabel(/^Consumer key/).fill(draft.key);
      await dialog.getByLabel(/^Shared secret/).fill(draft.secret);
      for (const host of draft.hosts) {
        await dialog.getByLabel(/^Allowed hosts/).fill(host);
        await dialog.getByLabel(/^Allowed hosts/).press('Enter');
      }
      await save.click();
      await dialog.waitFor({ state: 'hidden' });
    },
    /** Replaces one secret of the selected credential; the others stay. */
    async replaceSecret(part: SecretPartName, secret: string): Promise<void> {
      await edit.click();
      await dialog.getByLabel(new RegExp(`^${part}`)).fill(secret);
      await save.click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
