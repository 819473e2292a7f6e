import type { Reading } from './reading.ts';
import { type OAuth1Hypothesis, stages } from './words.ts';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const hex = /^(?:[0-9a-f]{2}){20,64}$/i;

const repairs: { cause: OAuth1Hypothesis['cause']; cost: number; detail: string; repair: (text: string) => string }[] =
  [
    {
      cause: 'signature-space-for-plus',
      cost: 1,
      detail:
        'oauth_signature arrived with a space where the signer wrote "+": the form was not encoded, so "+" was read as a space. About a third of all signatures hold a "+", so only some launches fail.',
      repair: (text) => text.replaceAll(' ', '+'),
    },
    {
      cause: 'signature-space-for-plus',
      cost: 2,
      detail: 'oauth_signature has white space or a line break around it.',
      repair: (text) => text.trim(),
    },
    {
      cause: 'double-encoded',
      cost: 1,
      detail: 'oauth_signature itself arrived percent-encoded: it was encoded twice when it was sent.',
      repair: decoded,
    },
    {
      cause: 'double-encoded',
      cost: 3,
      detail: 'oauth_signature itself arrived encoded three times.',
      repair: (text) => decoded(decoded(text)),
    },
    {
      cause: 'signature-method',
      cost: 2,
      detail: 'oauth_signature is written in hexadecimal instead of Base64.',
      repair: (text) => (hex.test(text) ? Buffer.from(text, 'hex').toString('base64') : text),
    },
    {
      cause: 'signature-method',
      cost: 3,
      detail: 'oauth_signature is the Base64 of the hexadecimal digest instead of that of its bytes.',
      repair: (text) => {
        const inner = Buffer.from(text, 'base64').toString('latin1');
        return hex.test(inner) ? Buffer.from(inner, 'hex').toString('base64') : text;
      },
    },
    {
      cause: 'signature-method',
      cost: 3,
      detail: 'oauth_signature is written in the URL-safe alphabet of Base64, or without its "=".',
      repair: (text) =>
        /^[\w+/-]+=*$/.test(text)
          ? Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('base64')
          : text,
    },
  ];

const titles: Partial<Record<OAuth1Hypothesis['cause'], string>> = {
  'signature-space-for-plus': 'The signature was damaged on its way',
  'double-encoded': 'The signature was percent-encoded twice',
  'signature-method': 'The signature is written in another form',
};

/** How the text of a good signature may have been changed. */
export function signatureTextHypotheses(base: Reading): OAuth1Hypothesis[] {
  if (base.signatureMethod.kind === 'plaintext') return [];
  return repairs.map(({ cause, cost, detail, repair }) => ({
    cause,
    cost,
    stage: stages.signature,
    words: {
      title: titles[cause] ?? 'The signature was changed',
      detail,
      fix: 'Whoever sends the launch: put the Base64 signature into the form as it is and let the form encode it once ("+" as %2B). Platform admin: report it to the vendor of the platform or its plug-in.',
      side: cause === 'signature-method' ? 'signer' : 'transit',
      owner: 'platform-admin',
    },
    apply: (reading) => {
      const signature = repair(reading.signature);
      return signature === reading.signature ? null : { ...reading, signature };
    },
  }));
}
