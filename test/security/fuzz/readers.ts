import { nextStep } from '../../../src/core/adapters/node/http-stage/page.ts';
import { readAuthorities } from '../../../src/core/authorities/pem.ts';
import { parseContract } from '../../../src/core/contracts/load.ts';
import { readBody } from '../../../src/core/contracts/verdict/message.ts';
import { checkTokenText } from '../../../src/core/diagnosis/checks/calls/advantage.ts';
import { checkKeySetText } from '../../../src/core/diagnosis/checks/configuration/key-set.ts';
import { knownInAnswer } from '../../../src/core/diagnosis/checks/known-errors/index.ts';
import { readHarCalls } from '../../../src/core/diagnosis/paste/har-calls.ts';
import { recognisePaste } from '../../../src/core/diagnosis/paste/index.ts';
import { parseCondition } from '../../../src/core/flows/arazzo/condition.ts';
import { parseExpression, parseTemplate } from '../../../src/core/flows/arazzo/expression.ts';
import { parseFlows } from '../../../src/core/flows/arazzo/load.ts';
import { readPage } from '../../../src/core/html/page.ts';
import { decodeText } from '../../../src/core/http/body-view.ts';
import { parseContentEncoding } from '../../../src/core/http/content-coding.ts';
import { readBundle } from '../../../src/core/interchange/bundle/read.ts';
import { readTableFile } from '../../../src/core/interchange/csv/preview.ts';
import { readCarried, readConnectionFile } from '../../../src/core/interchange/vault-file/content.ts';
import { readVaultFile } from '../../../src/core/interchange/vault-file/vault-file.ts';
import { readTokenParts } from '../../../src/core/lti/advantage/id-token/token-parts.ts';
import { readKeySet } from '../../../src/core/lti/advantage/keys/key-set.ts';
import { keySetFrom } from '../../../src/core/lti/advantage/keys/pasted-keys.ts';
import { readRoleUri } from '../../../src/core/lti/advantage/message/roles.ts';
import { answerRegistration } from '../../../src/core/lti/advantage/registration/dynamic/register.ts';
import { readToolConfiguration } from '../../../src/core/lti/advantage/registration/reading/configuration.ts';
import { readContentItem } from '../../../src/core/lti/advantage/services/deep-linking/content-items.ts';
import { readLineItem } from '../../../src/core/lti/advantage/services/grades/line-item-body.ts';
import { readScoreMessage } from '../../../src/core/lti/advantage/services/grades/score-body.ts';
import { readInstant } from '../../../src/core/lti/advantage/services/instant.ts';
import { readTokenRequest } from '../../../src/core/lti/advantage/services/token/request.ts';
import { readOutcomeMessage } from '../../../src/core/lti/outcomes/message.ts';
import { readScore } from '../../../src/core/lti/outcomes/score.ts';
import { parseRoles } from '../../../src/core/lti/roles.ts';
import { parseForm } from '../../../src/core/signing/form-encoding.ts';
import { parseAuthorizationHeader } from '../../../src/core/signing/oauth1/authorization-header.ts';
import { parseJsonExactly } from '../../../src/core/signing/proctorexam/ruby-text.ts';
import { parseRequestUrl } from '../../../src/core/signing/request-url.ts';
import { readBackupName } from '../../../src/core/storage/backups/names.ts';
import { searchQuery } from '../../../src/core/storage/search-query.ts';
import { readCertificate } from '../../../src/main/launch-view/certificate.ts';
import { registrationReadingSchema } from '../../../src/protocol/models/advantage/registration.ts';
import {
  bundles,
  canvasKey,
  carried,
  contractText,
  curl,
  fetchCall,
  file,
  form,
  har,
  html,
  idToken,
  keySet,
  openIdRegistration,
  outcome,
  page,
  pem,
  powerShell,
  table,
  vaultFile,
} from './seeds.ts';

const exam = parseContract({
  id: 'proctorexam',
  builtIn: true,
  text: file('resources/contracts/proctorexam/openapi.yaml'),
});
if (!exam.ok) throw new Error('The contract of the exam platform cannot be read.');
const { contract } = exam.loaded;

const keys = { problem: 'There is no key set.', known: false } as const;

/** A reading fits what the window is told, whatever was read. */
function readConfiguration(text: string): void {
  const reading = readToolConfiguration(text);
  if (!('problem' in reading)) registrationReadingSchema.parse(reading);
}

/** A tool that registers with anything. */
function registerWith(text: string): void {
  const { reading } = answerRegistration(
    {
      method: 'POST',
      url: 'http://127.0.0.1/lti/r/register',
      path: '/lti/r/register',
      query: new URLSearchParams(),
      headers: [['Content-Type', 'application/json']],
      body: new TextEncoder().encode(text),
    },
    { token: null, isTaken: false, clientId: 'c', deploymentId: '1' },
  );
  if (reading === null) return;
  const { tool } = registrationReadingSchema.parse(reading);
  if (tool.redirectUris.length === 0 || tool.loginUrl === '')
    throw new Error('a tool was registered that cannot be launched');
}

const itemLimits = {
  acceptTypes: ['ltiResourceLink'],
  acceptPresentationDocumentTargets: ['window'],
  acceptMediaTypes: 'image/*',
  acceptLineItem: true,
};

/** What the text is as JSON; where it is none, the text. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export type Reader = {
  name: string;
  /** Texts it reads well: mutated, and as they are. */
  seeds: readonly string[];
  read(text: string): unknown;
  /** Cases in `npm test`; 10,000 unless a single case is dear. */
  count?: number;
  /** Errors besides problems that its docstring promises. */
  mayThrow?: true;
};

export const readers: readonly Reader[] = [
  {
    name: 'pastes of all kinds',
    seeds: [curl, powerShell, fetchCall, html, form, har, idToken],
    read: (text) => recognisePaste(text),
  },
  { name: 'pages', seeds: [page, html], read: readPage },
  { name: 'errors on pages', seeds: [page], read: (text) => knownInAnswer(text, 500), count: 2000 },
  {
    name: 'where pages go on',
    seeds: [page, html],
    read: (text) => nextStep(text, new URL('https://tool.example/a?b'), '1; url=/next'),
  },
  { name: 'cURL', seeds: [curl], read: (text) => recognisePaste(`curl ${text}`) },
  { name: 'PowerShell', seeds: [powerShell], read: (text) => recognisePaste(`Invoke-WebRequest ${text}`) },
  { name: 'HTTP Archives', seeds: [har], read: readHarCalls },
  { name: 'configurations of tools', seeds: [canvasKey, openIdRegistration], read: readConfiguration },
  { name: 'dynamic registrations', seeds: [openIdRegistration], read: registerWith },
  { name: 'pasted keys', seeds: [keySet, pem, '{"kty":"RSA","n":"sXch","e":"AQAB"}'], read: keySetFrom },
  { name: 'outcome messages', seeds: [outcome], read: readOutcomeMessage, mayThrow: true },
  { name: 'scores', seeds: ['0.5', '1', '.5'], read: readScore },
  {
    name: 'contracts',
    seeds: [contractText],
    read: (text) => parseContract({ id: 'a', text, builtIn: false }),
    count: 150,
  },
  {
    name: 'small contracts',
    seeds: [
      'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /a: &a\n    get: {operationId: b, responses: {"200": {description: c}}}\n  /b: *a\n',
    ],
    read: (text) => parseContract({ id: 'a', text, builtIn: false }),
    count: 1500,
  },
  {
    name: 'flows',
    seeds: [file('resources/contracts/proctorexam/flows.arazzo.yaml')],
    read: (text) => parseFlows(text, contract),
    count: 150,
  },
  {
    name: 'expressions of flows',
    seeds: ['$steps.a.outputs.b', '$response.body#/a/0', '$inputs.x'],
    read: parseExpression,
  },
  { name: 'templates of flows', seeds: ['a{$inputs.b}c{$steps.d.outputs.e}'], read: parseTemplate },
  { name: 'conditions of flows', seeds: ['$statusCode == 200', '$response.body#/a != "b"'], read: parseCondition },
  { name: 'id_tokens', seeds: [idToken], read: readTokenParts },
  {
    name: 'line items of tools',
    seeds: [
      '{"label":"A","scoreMaximum":10,"resourceLinkId":"l","startDateTime":"2026-01-31T12:00:00Z","https://a.example/b":{}}',
    ],
    read: (text) => readLineItem(text, new Map([['l', 'l']])),
  },
  {
    name: 'scores of tools',
    seeds: [
      '{"userId":"u","scoreGiven":1,"scoreMaximum":2,"timestamp":"2026-01-31T12:00:00.5Z","activityProgress":"Completed","gradingProgress":"FullyGraded","submission":{"startedAt":"2026-01-31T12:00:00Z"}}',
    ],
    read: readScoreMessage,
  },
  { name: 'instants', seeds: ['2026-01-31T12:00:00.123456789+02:00'], read: readInstant },
  {
    name: 'token requests',
    seeds: [`grant_type=client_credentials&client_assertion=${idToken}&scope=a+b&client_assertion_type=c`],
    read: (text) =>
      readTokenRequest({ headers: [['Content-Type', 'application/x-www-form-urlencoded']], body: Buffer.from(text) }),
  },
  {
    name: 'content items',
    seeds: [
      '{"type":"ltiResourceLink","url":"https://a.example/","custom":{"a":"b"},"lineItem":{"scoreMaximum":1},"iframe":{"width":1}}',
      '{"type":"image","url":"https://a.example/","mediaType":"image/png","icon":{"url":"https://a.example/i","width":1}}',
    ],
    read: (text) => readContentItem(jsonOr(text), 'items.0.', itemLimits),
  },
  {
    name: 'checks of id_tokens',
    seeds: [idToken],
    read: (text) => checkTokenText(text, { keys, issuer: null, clientId: null, registrations: [], now: 0 }),
    count: 3000,
  },
  { name: 'key sets', seeds: [keySet], read: readKeySet },
  { name: 'checks of key sets', seeds: [keySet], read: checkKeySetText },
  { name: 'certificates', seeds: [pem], read: (text) => readAuthorities(text, 'pem') },
  { name: 'certificates of servers', seeds: [pem], read: readCertificate },
  { name: 'forms', seeds: [form], read: parseForm },
  {
    name: 'authorization headers',
    seeds: ['OAuth realm="a", oauth_nonce="b%20c",oauth_version=1.0'],
    read: parseAuthorizationHeader,
  },
  {
    name: 'URLs to sign',
    seeds: ['https://tool.example:8443/a%20b?c=d&e=%C3%A9'],
    read: (text) => parseRequestUrl(text, { requireUtf8: true }),
  },
  { name: 'exact JSON', seeds: ['{"a":[1.50,1e3,"\\u0041",null],"a":{}}'], read: parseJsonExactly, mayThrow: true },
  {
    name: 'roles',
    seeds: ['Instructor,urn:lti:role:ims/lis/Learner', 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    read: parseRoles,
  },
  {
    name: 'roles of LTI 1.3',
    seeds: ['http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader'],
    read: readRoleUri,
  },
  { name: 'answers', seeds: ['{"error":{"code":1}}', outcome], read: (text) => readBody(text, 'application/json') },
  { name: 'content codings', seeds: ['gzip, br', 'x-gzip,deflate'], read: (text) => parseContentEncoding([text]) },
  {
    name: 'bytes as text',
    seeds: ['text/html; charset=utf-16le'],
    read: (text) => decodeText(Buffer.from(text, 'latin1'), text),
  },
  { name: 'searches', seeds: ['exam -quiz "a b"*'], read: searchQuery },
  { name: 'bundles', seeds: bundles, read: readBundle },
  { name: 'vault files', seeds: [vaultFile], read: readVaultFile },
  {
    name: 'headers of vault files',
    seeds: [vaultFile.split('\n', 1)[0] ?? ''],
    read: (text) => readVaultFile(`${text}\n\n`),
  },
  { name: 'what is in a vault file', seeds: [carried], read: (text) => readCarried(Buffer.from(text, 'utf8')) },
  {
    name: 'connection files',
    seeds: [carried.replace('{', '{"format":"countersign-connection","version":1,')],
    read: readConnectionFile,
  },
  {
    name: 'tables',
    seeds: [table, table.replaceAll(',', ';'), 'a\tb\r\n"c""d"\t\r\n'],
    read: (text) => readTableFile({ name: 'a.csv', bytes: Buffer.from(text, 'latin1') }, {}),
  },
  {
    name: 'tables in UTF-16',
    seeds: [table],
    read: (text) => readTableFile({ name: 'a.csv', bytes: Buffer.from(text, 'utf16le') }, { tidy: true }),
  },
  { name: 'names of backups', seeds: ['countersign-2026-01-01T00-00-00Z-weekly.db'], read: readBackupName },
];
