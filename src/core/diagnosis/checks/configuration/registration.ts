import { getDomain } from 'tldts';
import type { CheckFinding, RegistrationInput } from '../../../../protocol/models/diagnosis.ts';
import { sharedIssuers } from '../../../lti/advantage/login.ts';
import { findingsOf, nameList, shown } from '../check.ts';
import { isPrivateHost } from './addresses.ts';
import { checkKeySetText } from './key-set.ts';
import { checkRedirectUris } from './redirect-uri.ts';

/** CFG-06 to CFG-09 and CFG-11 on a registration of LTI 1.3. What is not given is not checked. */
export function checkRegistration(setup: RegistrationInput): CheckFinding[] {
  const { targetLinkUri, redirectUris, keySet } = setup;
  return [
    ...(targetLinkUri === undefined || redirectUris === undefined
      ? []
      : checkRedirectUris(targetLinkUri, redirectUris)),
    ...issuerFindings(setup),
    ...siteFindings(setup),
    ...(keySet === undefined ? [] : checkKeySetText(keySet)),
    ...reachFindings(setup),
  ];
}

function issuerFindings(setup: RegistrationInput): CheckFinding[] {
  const { issuer, discoveredIssuer, clientId } = setup;
  if (issuer === undefined) return [];
  const of = findingsOf({ id: 'CFG-07', owner: 'platform-admin', source: 'OpenID Connect Core 1.0 §2' });
  const plain = /^https:\/\/[^\s/?#@]+[^\s?#]*$/i.test(issuer);
  const slash = (text: string) => text.replace(/\/+$/, '');
  const hasDeployment = setup.deploymentId !== undefined || (setup.deploymentIds ?? []).length > 0;
  const shared = sharedIssuers.includes(issuer) && (clientId === undefined || !hasDeployment);
  return [
    ...(plain
      ? []
      : [
          of({
            severity: 'error',
            title: 'The issuer is not a plain https address.',
            seen: `${shown(issuer)}.`,
            expected: 'An https URL without query, fragment and blanks.',
          }),
        ]),
    ...(discoveredIssuer !== undefined && discoveredIssuer !== issuer
      ? [
          of({
            severity: 'error',
            title:
              slash(discoveredIssuer) === slash(issuer)
                ? 'The issuer differs in the slash at the end.'
                : 'The issuer is not the one the platform names.',
            seen: `${shown(issuer)}, the platform says ${shown(discoveredIssuer)}.`,
            expected: 'The issuer of the platform’s configuration, letter for letter.',
          }),
        ]
      : []),
    ...(shared
      ? [
          of({
            severity: 'warning',
            title: 'The issuer stands for many customers.',
            seen: `${shown(issuer)} without ${clientId === undefined ? 'client id' : 'deployment id'}.`,
            expected: 'Client id and deployment id as well: only they tell the customer.',
          }),
        ]
      : []),
  ];
}

const toolAddresses = ['loginUrl', 'targetLinkUri', 'keySetUrl'] as const;

function addressesOf(setup: RegistrationInput): [name: string, url: URL][] {
  const named = [
    ...toolAddresses.map((name) => [name, setup[name]] as const),
    ...(setup.redirectUris ?? []).map((url, index) => [`redirect URI ${index + 1}`, url] as const),
  ];
  return named.flatMap(([name, text]): [string, URL][] => {
    const url = text === undefined ? null : URL.parse(text);
    return url === null || !/^https?:$/.test(url.protocol) ? [] : [[name, url]];
  });
}

/** The site of a host: its registrable domain, or the host itself (HTML §7.1.1). */
function siteOf({ hostname }: URL): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

function siteFindings(setup: RegistrationInput): CheckFinding[] {
  const sites = addressesOf(setup).map(([name, url]): [string, string] => [name, siteOf(url)]);
  const different = [...new Set(sites.map(([, site]) => site))];
  if (different.length < 2) return [];
  const of = findingsOf({ id: 'CFG-08', owner: 'tool-vendor', source: 'HTML §7.1.1; RFC 6265bis §5.2' });
  return [
    of({
      severity: 'warning',
      title: 'The addresses of the tool are on several sites.',
      seen: `${nameList(sites.map(([name, site]) => `${name}: ${site}`))}.`,
      expected: 'One site: the cookie of the login does not come back on another.',
    }),
  ];
}

function reachFindings(setup: RegistrationInput): CheckFinding[] {
  if (setup.cloudPlatform !== true) return [];
  const of = findingsOf({ id: 'CFG-11', owner: 'tool-vendor', source: '1EdTech Security Framework 1.0 §3' });
  return addressesOf(setup).flatMap(([name, url]) => {
    const hidden = isPrivateHost(url.hostname);
    if (!hidden && url.protocol === 'https:') return [];
    return [
      of({
        severity: 'warning',
        title: hidden ? 'The platform cannot reach an address of the tool.' : 'An address of the tool is not https.',
        seen: `${name}: ${url.origin}.`,
        expected: hidden
          ? 'An address of the internet, for example through a tunnel: the platform fetches the key set itself.'
          : 'https: a platform on https shows nothing else, and SameSite=None needs it.',
      }),
    ];
  });
}
