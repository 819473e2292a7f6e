import type { CheckFinding, RegistrationInput } from '../../../../protocol/models/diagnosis.ts';
import { finding } from '../check.ts';
import { checkRegistration } from './registration.ts';

/** What is stored for a connection. Secrets go in, never come out. */
export type Configuration = {
  url?: string | undefined;
  consumerKey?: string | undefined;
  secret?: string | undefined;
  registration?: RegistrationInput | undefined;
};

const edges = /^[\p{White_Space}\p{Cf}\p{Cc}]|[\p{White_Space}\p{Cf}\p{Cc}]$/u;
const invisible = /[\p{Cf}\p{Cc}\u00A0\u2000-\u200A\u202F\u205F\u3000]/u;
const typographic = /[\u2018\u2019\u201C\u201D]/;

/** CFG-01. */
function invisibleCharacters(what: string, text: string): CheckFinding[] {
  const faults = [
    ...(edges.test(text) ? ['a blank, line break or invisible character before or after it'] : []),
    ...(invisible.test(text.trim()) ? ['an invisible or no-break character inside'] : []),
    ...(typographic.test(text) ? ['typographic quotes'] : []),
  ];
  if (faults.length === 0) return [];
  return [
    finding({
      id: 'CFG-01',
      severity: 'error',
      title: `The ${what} holds characters that came in by copying.`,
      seen: `${faults.join('; ')}.`,
      expected: 'Only the characters that were issued.',
      owner: 'platform-admin',
      source: 'VitalSource help, 401 Invalid Signature',
    }),
  ];
}

/** CFG-02. */
function reservedInSecret(secret: string): CheckFinding[] {
  const reserved = /[^A-Za-z0-9\-._~]/.test(secret.trim());
  if (!reserved) return [];
  return [
    finding({
      id: 'CFG-02',
      severity: 'warning',
      title: 'The secret holds characters that some signers do not encode.',
      seen: 'Characters other than letters, digits and - . _ ~.',
      expected: 'A secret of letters and digits: ims-lti and some others use the secret unencoded.',
      owner: 'tool-vendor',
      source: 'RFC 5849 §3.4.2',
    }),
  ];
}

const dummies = ['fake', '12345', 'secret', 'test', 'key', 'jisc.ac.uk', 'changeme', 'lti_secret'];

/** Whether a key or secret is one that examples and imported courses use: known to all, and no secret. */
export function isPlaceholder(text: string): boolean {
  return dummies.includes(text.trim().toLowerCase());
}

/** CFG-03. */
function placeholder(what: string, text: string): CheckFinding[] {
  if (!isPlaceholder(text)) return [];
  return [
    finding({
      id: 'CFG-03',
      severity: 'warning',
      title: `The ${what} is a placeholder.`,
      seen: 'A value used in examples and in imported courses.',
      expected:
        'The value the tool vendor issued. An imported course may override it: check the tool inside the course.',
      owner: 'platform-admin',
      source: 'IMS Common Cartridge imports',
    }),
  ];
}

type UrlFault = { severity: CheckFinding['severity']; seen: string; expected: string };

function urlFaults(url: string): UrlFault[] {
  if (url.trim() !== url || /\s/.test(url)) {
    return [{ severity: 'error', seen: 'Blanks or line breaks in or around it.', expected: 'A URL without them.' }];
  }
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:\/\//i.test(url)) {
    return [{ severity: 'error', seen: 'It is not absolute.', expected: 'A URL that begins with https://.' }];
  }
  const host = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const faults: UrlFault[] = [];
  if (parsed.hash !== '' || url.includes('#')) {
    faults.push({ severity: 'error', seen: 'A fragment (#…).', expected: 'None: it is never sent.' });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    faults.push({ severity: 'error', seen: 'A user name or password.', expected: 'None: it is not signed.' });
  }
  if (host !== host.toLowerCase()) {
    faults.push({
      severity: 'info',
      seen: 'Upper-case letters in the host.',
      expected: 'Lower case, as it is signed.',
    });
  }
  if (/:(?:80|443)$/.test(host) && parsed.port === '') {
    faults.push({
      severity: 'warning',
      seen: 'The default port is written out.',
      expected: 'No port: it is not signed.',
    });
  }
  return faults;
}

/** CFG-04 and CFG-05. */
function launchUrl(url: string): CheckFinding[] {
  const findings = urlFaults(url).map((fault) =>
    finding({
      id: 'CFG-04',
      title: 'The URL may be signed differently by the two sides.',
      owner: 'platform-admin',
      source: 'RFC 5849 §3.4.1.2',
      ...fault,
    }),
  );
  if (/^https?:\/\/[^/?#]+(?:[?#]|$)/i.test(url)) {
    findings.push(
      finding({
        id: 'CFG-05',
        severity: 'warning',
        title: 'The URL has no path.',
        seen: 'Nothing after the host name.',
        expected: 'At least "/": some signers leave it out, others add it.',
        owner: 'platform-admin',
        source: 'RFC 5849 §3.4.1.2',
      }),
    );
  }
  return findings;
}

function registered(setup: RegistrationInput): CheckFinding[] {
  const { clientId, deploymentId, deploymentIds = [] } = setup;
  const deployments = [...(deploymentId === undefined ? [] : [deploymentId]), ...deploymentIds];
  return [
    ...(clientId === undefined ? [] : invisibleCharacters('client id', clientId)),
    ...deployments.flatMap((id) => invisibleCharacters('deployment id', id)),
    ...checkRegistration(setup),
  ];
}

/** Checks CFG-01 to CFG-09 and CFG-11, offline. What is not given is not checked. */
export function checkConfiguration({ url, consumerKey, secret, registration }: Configuration): CheckFinding[] {
  return [
    ...(consumerKey === undefined
      ? []
      : [...invisibleCharacters('consumer key', consumerKey), ...placeholder('consumer key', consumerKey)]),
    ...(secret === undefined
      ? []
      : [...invisibleCharacters('secret', secret), ...reservedInSecret(secret), ...placeholder('secret', secret)]),
    ...(url === undefined ? [] : launchUrl(url)),
    ...(registration === undefined ? [] : registered(registration)),
  ];
}
