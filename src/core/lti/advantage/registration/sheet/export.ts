import type {
  RegistrationSheet,
  SheetExport,
  SheetFormat,
} from '../../../../../protocol/models/advantage/registration.ts';
import { sheetPage } from './page.ts';
import { lines, sheetValues, wordsOfLms } from './values.ts';

/** What the administrator of a tool needs, as a text to hand on. No format holds anything secret. */
export function exportSheet(sheet: RegistrationSheet, format: SheetFormat): SheetExport {
  switch (format) {
    case 'message':
      return plain('lti-1.3-platform.txt', message(sheet));
    case 'moodle':
    case 'canvas':
    case 'brightspace':
      return plain(`lti-1.3-platform-${format}.txt`, inWordsOf(sheet, format));
    case 'ltijs':
      return { fileName: 'register-platform.mjs', mediaType: 'text/javascript', text: ltijsCode(sheet) };
    case 'page':
      return { fileName: 'lti-1.3-platform.html', mediaType: 'text/html', text: sheetPage(sheet) };
    case 'values':
      return { fileName: 'lti-1.3-platform.json', mediaType: 'application/json', text: valuesJson(sheet) };
    case 'key-set':
      return { fileName: 'jwks.json', mediaType: 'application/json', text: `${sheet.keySet}\n` };
  }
}

function plain(fileName: string, text: string): SheetExport {
  return { fileName, mediaType: 'text/plain', text };
}

function message(sheet: RegistrationSheet): string {
  return `Subject: Registering our LTI 1.3 platform with ${sheet.name}

Hello,

please register our platform with these values. None of them is secret.

${lines(sheetValues(sheet))}

Public key, if you keep keys instead of fetching them:

${sheet.keys[0]?.pem.trim() ?? ''}

The platform runs on the machine of whoever tests: addresses that begin with http://127.0.0.1 or http://platform.localhost can
be reached from that machine alone. A tool elsewhere can be launched all the same when it is given the key set as a file; it
cannot call the services.
`;
}

function inWordsOf(sheet: RegistrationSheet, lms: keyof typeof wordsOfLms): string {
  const words = wordsOfLms[lms];
  const values = sheetValues(sheet).map(([, value], index): [string, string] => [words.labels[index] ?? '', value]);
  return `The platform for ${sheet.name}, in the words of ${words.lms}

${lines(values)}

Where a tool’s guide tells how to connect ${words.lms}, these go into the fields of the same names. The names are taken from:
- ${words.source}
`;
}

/** Values in JavaScript are JSON texts, so that no name can break out of them. */
function ltijsCode({ name, clientId, addresses }: RegistrationSheet): string {
  return `// ltijs: https://cvmcosta.me/ltijs/#/provider?id=platform-registration
await lti.registerPlatform({
  url: ${JSON.stringify(addresses.issuer)},
  name: ${JSON.stringify(name)},
  clientId: ${JSON.stringify(clientId)},
  authenticationEndpoint: ${JSON.stringify(addresses.authorization)},
  accesstokenEndpoint: ${JSON.stringify(addresses.token)},
  authConfig: { method: 'JWK_SET', key: ${JSON.stringify(addresses.keySet)} },
});
`;
}

/** Under the names of OpenID Connect Discovery 1.0 §3, so that libraries can read it. */
function valuesJson({ name, clientId, deploymentIds, addresses, keySet }: RegistrationSheet): string {
  const jwks: unknown = JSON.parse(keySet);
  const values = {
    name,
    issuer: addresses.issuer,
    client_id: clientId,
    deployment_ids: deploymentIds,
    authorization_endpoint: addresses.authorization,
    token_endpoint: addresses.token,
    jwks_uri: addresses.keySet,
    jwks,
  };
  return `${JSON.stringify(values, null, 2)}\n`;
}
