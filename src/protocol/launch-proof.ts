/** Form fields that make a launch count: whoever has them can enter as the person who launched. */
const proofFields = ['oauth_signature', 'id_token'];
/** Shorter values are found in addresses by chance. */
const shortestProof = 12;

/** The signatures and tokens in a form body (application/x-www-form-urlencoded), as they are, not encoded. */
export function proofsIn(form: string): string[] {
  return form.split('&').flatMap((pair) => {
    const at = pair.indexOf('=');
    const value = at < 0 ? '' : decoded(pair.slice(at + 1));
    return proofFields.includes(decoded(pair.slice(0, Math.max(at, 0)))) && value.length >= shortestProof
      ? [value]
      : [];
  });
}

export type RedirectOfLaunch = {
  /** Name and port of where it leads, as a credential's allowed hosts are written. */
  host: string;
  /** The whole address it leads to. */
  address: string;
  /** From https to http. */
  losesEncryption: boolean;
  /** 307 and 308: a form with a proof in it is posted again. */
  keepsForm: boolean;
  /** What {@link proofsIn} found in the form that is redirected. */
  proofs: readonly string[];
};

/**
 * How a redirect would carry the proof of a launch to a host that may not have it: `form`, posted again, or `address`, written into
 * where it leads. `null`: it carries none, or may. A browser would follow it (Fetch, HTTP-redirect fetch); the credential's
 * owner has not said that this host may have it.
 */
export function carriesProof(
  { host, address, losesEncryption, keepsForm, proofs }: RedirectOfLaunch,
  allowedHosts: readonly string[],
): 'form' | 'address' | null {
  if (allowedHosts.includes(host) && !losesEncryption) return null;
  if (keepsForm && proofs.length > 0) return 'form';
  const text = decoded(address);
  return proofs.some((proof) => text.includes(proof) || text.includes(proof.replaceAll('+', ' '))) ? 'address' : null;
}

/** `error` of a hop that was not followed for that reason. */
export const redirectRefused = 'redirect-refused';

/** Why a hop was not followed, in words, with what to do. */
export function redirectRefusal(how: 'form' | 'address', host: string): string {
  const what = how === 'form' ? 'post the signed form again' : 'carry the signature in its address';
  return `The redirect was not followed: it would ${what} to ${host}, which the credential does not allow, or without encryption. If that host may have it, add it to the allowed hosts of the credential.`;
}

/** Percent-encoding and "+" undone; text that is not encoded rightly stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}
