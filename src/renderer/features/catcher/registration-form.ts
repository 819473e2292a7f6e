import {
  type CatcherRegistration,
  type CatcherRegistrationDraft,
  catcherRegistrationDraftSchema,
  type PlatformPattern,
} from '../../../protocol/models/lti/catcher.ts';

/** A registration while it is typed. */
export type RegistrationForm = {
  name: string;
  issuer: string;
  clientId: string;
  authenticationUrl: string;
  tokenUrl: string;
  keys: string;
  keysUrl: string;
  keysText: string;
  deployments: string;
};

export const emptyForm: RegistrationForm = {
  name: '',
  issuer: '',
  clientId: '',
  authenticationUrl: '',
  tokenUrl: '',
  keys: 'url',
  keysUrl: '',
  keysText: '',
  deployments: '',
};

export function formOfRegistration(registration: CatcherRegistration): RegistrationForm {
  const { name, issuer, clientId, authenticationUrl, tokenUrl, keys, deploymentIds } = registration;
  return {
    name,
    issuer,
    clientId,
    authenticationUrl,
    tokenUrl: tokenUrl ?? '',
    keys: keys.kind,
    keysUrl: keys.kind === 'url' ? keys.url : '',
    keysText: keys.kind === 'pasted' ? keys.text : '',
    deployments: deploymentIds.join('\n'),
  };
}

/** What is saved; `null` while something is missing or wrong. */
export function draftOfForm(form: RegistrationForm): CatcherRegistrationDraft | null {
  const { keys, keysUrl, keysText, deployments, ...texts } = form;
  const parsed = catcherRegistrationDraftSchema.safeParse({
    ...texts,
    authenticationUrl: texts.authenticationUrl.trim(),
    tokenUrl: texts.tokenUrl.trim() === '' ? null : texts.tokenUrl.trim(),
    keys: keys === 'url' ? { kind: 'url', url: keysUrl.trim() } : { kind: 'pasted', text: keysText },
    deploymentIds: deployments
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  });
  return parsed.success ? parsed.data : null;
}

/** The form with the addresses of an LMS; `site` is the customer's own, without which `{site}` stays to be replaced. */
export function filledFrom(form: RegistrationForm, pattern: PlatformPattern, site: string): RegistrationForm {
  const origin = site.trim().replace(/\/+$/, '');
  const filled = (text: string): string =>
    text
      .replaceAll('{site}', origin === '' ? '{site}' : origin)
      .replaceAll('{client_id}', form.clientId.trim() === '' ? '{client_id}' : form.clientId.trim());
  return {
    ...form,
    name: form.name === '' ? pattern.title : form.name,
    issuer: filled(pattern.issuer),
    authenticationUrl: filled(pattern.authenticationUrl),
    tokenUrl: filled(pattern.tokenUrl),
    keys: 'url',
    keysUrl: filled(pattern.keysUrl),
  };
}
