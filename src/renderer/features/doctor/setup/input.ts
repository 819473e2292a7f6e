import type { RegistrationInput } from '../../../../protocol/models/diagnosis.ts';

/** A registration as it is typed: lists one to a line. Empty texts say nothing. */
export type SetupForm = {
  issuer: string;
  clientId: string;
  deploymentIds: string;
  loginUrl: string;
  targetLinkUri: string;
  redirectUris: string;
  keySetUrl: string;
  keySet: string;
  cloudPlatform: boolean;
};

export const emptySetup: SetupForm = {
  issuer: '',
  clientId: '',
  deploymentIds: '',
  loginUrl: '',
  targetLinkUri: '',
  redirectUris: '',
  keySetUrl: '',
  keySet: '',
  cloudPlatform: true,
};

const texts = ['issuer', 'clientId', 'loginUrl', 'targetLinkUri', 'keySetUrl', 'keySet'] as const;

/** Blanks at the ends of a line stay: they are what is looked for. */
function lines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** What there is to check; `null` when nothing is typed. */
export function registrationOf(form: SetupForm): RegistrationInput | null {
  const typed = Object.fromEntries(texts.flatMap((name) => (form[name] === '' ? [] : [[name, form[name]]])));
  const deploymentIds = lines(form.deploymentIds);
  const redirectUris = lines(form.redirectUris);
  if (Object.keys(typed).length + deploymentIds.length + redirectUris.length === 0) return null;
  return {
    ...typed,
    ...(deploymentIds.length === 0 ? {} : { deploymentIds }),
    ...(redirectUris.length === 0 ? {} : { redirectUris }),
    cloudPlatform: form.cloudPlatform,
  };
}
