import type { CommandInput } from '../../../../protocol/commands/index.ts';
import { MAX_PASTE_LENGTH, type Pasted } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';

/** What the signature is checked with. A typed secret is in this state only while it stands in its field. */
export type CredentialChoice =
  | { from: 'vault'; id: string | null }
  | { from: 'typed'; key: string; secret: string }
  | { from: 'none' };

/** All that a person enters on the screen. Empty texts say nothing. */
export type PasteInput = {
  text: string;
  requestIndex: number | null;
  url: string;
  method: string;
  pathParams: string;
  judge: 'now' | 'made';
  credential: CredentialChoice;
  /** A key set as JSON, for an id_token. */
  keySet: string;
};

export const emptyInput: PasteInput = {
  text: '',
  requestIndex: null,
  url: '',
  method: '',
  pathParams: '',
  judge: 'now',
  credential: { from: 'vault', id: null },
  keySet: '',
};

export function isTooLong(text: string): boolean {
  return text.length > MAX_PASTE_LENGTH;
}

/** Lines of `name=value`; others are left out. */
export function readPathParams(text: string): Pairs {
  return text.split(/\r?\n/).flatMap((line): Pairs => {
    const equals = line.indexOf('=');
    return equals < 1 ? [] : [[line.slice(0, equals).trim(), line.slice(equals + 1).trim()]];
  });
}

/** Whether it is the signature of an id_token there is to check, and not one of a shared secret. */
export function carriesToken(pasted: Pick<Pasted, 'token' | 'scheme'> | null): boolean {
  return pasted !== null && pasted.token !== null && pasted.scheme === null;
}

type DiagnosisInput = CommandInput<'diagnosis.paste'>;

function credentialOf(choice: CredentialChoice, scheme: Pasted['scheme']): Partial<DiagnosisInput> {
  switch (choice.from) {
    case 'vault':
      return choice.id === null ? {} : { credentialId: choice.id };
    case 'typed':
      if (choice.secret === '') return {};
      if (scheme === 'proctorexam') return { credential: { scheme, secretKey: choice.secret } };
      return choice.key === '' ? {} : { credential: { scheme: 'oauth1', key: choice.key, secret: choice.secret } };
    case 'none':
      return {};
  }
}

/** The command's input. `nowSeconds`: since the epoch. */
export function diagnosisInput(
  { text, requestIndex, url, method, pathParams, judge, credential, keySet }: PasteInput,
  pasted: Pick<Pasted, 'scheme' | 'madeAt'>,
  nowSeconds: number,
): DiagnosisInput {
  const path = readPathParams(pathParams);
  const now = judge === 'now' ? nowSeconds : pasted.madeAt;
  return {
    text,
    ...(requestIndex === null ? {} : { requestIndex }),
    ...(url.trim() === '' ? {} : { url: url.trim() }),
    ...(method.trim() === '' ? {} : { method: method.trim().toUpperCase() }),
    ...(path.length === 0 ? {} : { pathParams: path }),
    ...(now === null ? {} : { now }),
    ...(keySet.trim() === '' ? {} : { keySet }),
    knownPlatforms: true,
    ...credentialOf(credential, pasted.scheme),
  };
}
