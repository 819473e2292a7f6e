import type { CheckPhase, RegisteredCheck } from '../../../protocol/models/check-register.ts';
import type { CheckSeverity } from '../../../protocol/models/diagnosis.ts';

const letters: Readonly<Record<string, CheckSeverity>> = { E: 'error', W: 'warning', I: 'info' };

function check(id: string, severities: string, phases: readonly CheckPhase[], title: string): RegisteredCheck {
  return { id, severities: [...severities].flatMap((letter) => letters[letter] ?? []), phases: [...phases], title };
}

const both: readonly CheckPhase[] = ['pre', 'rcv'];

/** All checks of the doctor. `docs/checks.md` and `countersign checks` show this table. */
export const checkRegister: readonly RegisteredCheck[] = [
  check('CFG-01', 'E', ['cfg'], 'Blanks, invisible characters and typographic quotes in keys, secrets and ids'),
  check('CFG-02', 'W', ['cfg'], 'Characters of a secret that some signers do not encode'),
  check('CFG-03', 'W', ['cfg'], 'Placeholders in place of a key or secret'),
  check('CFG-04', 'EWI', ['cfg'], 'A URL the two sides sign differently'),
  check('CFG-05', 'W', ['cfg'], 'A URL without a path'),
  check('CFG-06', 'EW', ['cfg'], 'The redirect URI, letter for letter, and what the difference comes from'),
  check('CFG-07', 'EW', ['cfg'], 'The issuer: its form, the platform’s own, issuers of many customers'),
  check('CFG-08', 'W', ['cfg'], 'Addresses of a tool on several sites'),
  check('CFG-09', 'E', ['cfg'], 'Keys of a key set: length, use, private parts, kid'),
  check(
    'CFG-10',
    'EWI',
    ['cfg'],
    'Credentials of the vault: expiry, rotation, duplicates, age, environments, unused ones',
  ),
  check('CFG-11', 'W', ['cfg'], 'Local, private and plain http addresses for a platform on the internet'),
  check('OA-01', 'E', both, 'Required parameters, repeated ones, versions'),
  check('OA-02', 'EW', both, 'The signature method'),
  check('OA-03', 'EW', both, 'The timestamp: its form and how far it is off'),
  check('OA-04', 'W', both, 'The form of the nonce'),
  check('OA-05', 'EW', both, 'Line breaks, broken and composed characters, long values'),
  check('OA-06', 'W', both, 'A query in the launch URL'),
  check('OA-07', 'I', both, 'Fields that buttons and frameworks add'),
  check('OA-08', 'W', both, 'Empty parameters'),
  check('OA-09', 'E', both, 'The cause of a wrong signature: the search of the doctor (docs/doctor.md)'),
  check('OA-10', 'E', both, 'The body hash'),
  check('OA-11', 'EWI', both, 'Roles'),
  check('OA-12', 'I', both, 'Personal data that is sent'),
  check('OI-01', 'EW', ['rcv'], 'The login initiation'),
  check('OI-02', 'EW', ['rcv'], 'The authentication request'),
  check('OI-03', 'E', ['rcv'], 'State and nonce: returned, unchanged, used once'),
  check('OI-04', 'EW', ['rcv'], 'Header, key and signature of an id_token'),
  check('OI-05', 'EW', ['rcv'], 'Issuer, audience and times of an id_token'),
  check('OI-06', 'EW', ['rcv'], 'The claims of a message, each with its path'),
  check('OI-07', 'EW', ['rcv'], 'sub, and launches without one'),
  check('OI-08', 'EW', ['rcv'], 'target_link_uri of the token and of the login'),
  check('OI-09', 'E', ['rcv'], 'An error in place of a token'),
  check('OI-10', 'EWI', ['rcv'], 'The answer to deep linking'),
  check('OI-11', 'EI', ['rcv'], 'Dynamic registration'),
  check('NET-01', 'EWI', ['hop'], 'Redirects, lost forms, refusals, pages that do not arrive'),
  check('NET-02', 'EW', ['hop'], 'TLS and mixed content'),
  check('NET-03', 'EWI', ['hop'], 'Cookies: set, stored, blocked, sent'),
  check('NET-04', 'EWI', ['hop'], 'X-Frame-Options and frame-ancestors'),
  check(
    'NET-05',
    'EWI',
    ['hop'],
    'The same launch in a window, in a frame and without third-party cookies: the first hop that differs',
  ),
  check('NET-06', 'WI', ['hop'], 'Pop-ups, permissions of the frame, messages to the page around it'),
  check('NET-07', 'EWI', ['hop'], 'Platform storage'),
  check('NET-08', 'EWI', ['hop'], 'Clocks'),
  check('NET-09', 'EW', ['svc'], 'A key set as it is fetched: reach, redirects, type, size, caching, change'),
  check(
    'NET-10',
    'EW',
    ['hop', 'rcv'],
    'Scheme, host and port as the tool sees them, beside those that were asked for',
  ),
  check('NET-11', 'E', ['hop', 'rcv'], 'Known error texts of platforms and libraries'),
  check('NET-12', 'WI', ['hop'], 'What a page misses or complains of'),
  check('SVC-01', 'EW', ['svc'], 'Requests for access tokens'),
  check('SVC-02', 'EW', ['svc'], 'Scores, line items and results'),
  check('SVC-03', 'EW', ['svc'], 'Members of a course'),
  check('SVC-04', 'EWI', ['svc'], 'What a status means, and Retry-After'),
  check(
    'SVC-05',
    'E',
    ['pre', 'rcv'],
    'The form of a request signed for ProctorExam; the cause of a wrong signature is OA-09’s search',
  ),
];
