import type { CheckFinding } from '../../../protocol/models/diagnosis.ts';
import { oauth1SignatureMethods } from '../../../protocol/models/signing.ts';
import { type CheckDraft, finding, nameList } from './check.ts';
import type { Message } from './message.ts';

type Checks = (message: Message, nowSeconds: number | null) => CheckDraft[];

const ltiGuide = 'LTI 1.1 Implementation Guide §3';

function isLaunch(message: Message): boolean {
  return message.first('lti_message_type') !== undefined || message.first('lti_version') !== undefined;
}

const protocolParameters = [
  'oauth_consumer_key',
  'oauth_signature_method',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
];

/** OA-01: what has to be there, once, with the right value. */
const required: Checks = (message) => {
  const drafts: CheckDraft[] = [];
  const names = message.all.map(([name]) => name);
  const isUnsigned = !names.some((name) => name.startsWith('oauth_'));
  const missing = isUnsigned ? [] : protocolParameters.filter((name) => !names.includes(name));
  if (isUnsigned) {
    drafts.push({
      id: 'OA-01',
      severity: 'error',
      title: 'The launch is not signed.',
      seen: 'No parameter that begins with oauth_.',
      expected: 'A signed launch. Moodle sends an unsigned one when the tool has no key or no secret.',
      owner: 'platform-admin',
      source: ltiGuide,
    });
  }
  const launchNames = ['lti_message_type', 'lti_version'];
  const isResourceLaunch = message.first('lti_message_type') === 'basic-lti-launch-request';
  const missingLaunch = isLaunch(message)
    ? [...launchNames, ...(isResourceLaunch ? ['resource_link_id'] : [])].filter((name) => !names.includes(name))
    : [];
  if (missing.length + missingLaunch.length > 0) {
    drafts.push({
      id: 'OA-01',
      severity: 'error',
      title: 'Required parameters are missing.',
      seen: `Missing: ${nameList([...missing, ...missingLaunch])}.`,
      expected: 'All of them; when several are missing, a redirect may have turned the POST into a GET.',
      owner: 'platform-admin',
      source: ltiGuide,
    });
  }
  const repeated = protocolParameters.filter((name) => names.filter((other) => other === name).length > 1);
  if (repeated.length > 0) {
    drafts.push({
      id: 'OA-01',
      severity: 'error',
      title: 'OAuth parameters are there more than once.',
      seen: `Repeated: ${nameList(repeated)}.`,
      expected: 'Each once, in one place.',
      owner: 'platform-admin',
      source: 'RFC 5849 §3.1',
    });
  }
  const version = message.first('oauth_version');
  if (version !== undefined && version !== '1.0') {
    drafts.push({
      id: 'OA-01',
      severity: 'error',
      title: 'oauth_version is wrong.',
      seen: `"${version.slice(0, 20)}".`,
      expected: '"1.0", or none.',
      owner: 'platform-admin',
      source: 'RFC 5849 §3.1',
    });
  }
  const ltiVersion = message.first('lti_version');
  if (ltiVersion !== undefined && !['LTI-1p0', 'LTI-2p0'].includes(ltiVersion)) {
    drafts.push({
      id: 'OA-01',
      severity: 'error',
      title: 'lti_version is wrong.',
      seen: `"${ltiVersion.slice(0, 20)}".`,
      expected: '"LTI-1p0", which stands for 1.0 and all of 1.1.',
      owner: 'platform-admin',
      source: ltiGuide,
    });
  }
  return drafts;
};

/** OA-02. */
const signatureMethod: Checks = (message) => {
  const method = message.first('oauth_signature_method');
  if (method === undefined || method === 'HMAC-SHA1') return [];
  const isKnown = oauth1SignatureMethods.some((name) => name === method);
  return [
    {
      id: 'OA-02',
      severity: isKnown ? 'warning' : 'error',
      title: isKnown ? 'Not every tool takes this signature method.' : 'The signature method is unknown.',
      seen: `"${method.slice(0, 40)}".`,
      expected: 'HMAC-SHA1: VitalSource and many LTI 1.x tools take nothing else.',
      owner: 'platform-admin',
      source: 'LTI 1.1 Implementation Guide §4.2',
    },
  ];
};

/** OA-03. */
const timestamp: Checks = (message, nowSeconds) => {
  const text = message.first('oauth_timestamp');
  if (text === undefined) return [];
  const draft = (severity: CheckDraft['severity'], title: string, seen: string): CheckDraft => ({
    id: 'OA-03',
    severity,
    title,
    seen,
    expected:
      'Ten digits, seconds since 1970, UTC. Usual windows: 300 s (ims-lti, VitalSource), 600 s (oauthlib), at most 60 s ahead (Canvas).',
    owner: 'platform-admin',
    source: 'RFC 5849 §3.3',
  });
  if (/^\d{13}$/.test(text)) return [draft('error', 'The timestamp is in milliseconds.', '13 digits.')];
  if (!/^\d{10}$/.test(text))
    return [draft('error', 'The timestamp is no time in seconds.', `"${text.slice(0, 20)}".`)];
  if (nowSeconds === null) return [];
  const skew = Number(text) - nowSeconds;
  if (Math.abs(skew) <= 60) return [];
  const seen = `${Math.abs(skew)} seconds ${skew < 0 ? 'before' : 'after'} the time it was judged at.`;
  return [
    draft(
      Math.abs(skew) > 300 ? 'error' : 'warning',
      skew < 0 ? 'The launch is old, or the clock of the platform is slow.' : 'The clock of the platform is fast.',
      seen,
    ),
  ];
};

/** OA-04, without a ledger: the form of the nonce. */
const nonce: Checks = (message) => {
  const text = message.first('oauth_nonce');
  if (text === undefined || (text.length >= 8 && text.length <= 64)) return [];
  return [
    {
      id: 'OA-04',
      severity: 'warning',
      title: text.length < 8 ? 'The nonce is short.' : 'The nonce is long.',
      seen: `${text.length} characters.`,
      expected: '8 to 64 characters; oauthlib takes 20 to 30 unless told otherwise.',
      owner: 'platform-admin',
      source: 'RFC 5849 §3.3',
    },
  ];
};

/** OA-05. */
const texts: Checks = (message) => {
  const matching = (test: (value: string) => boolean) =>
    message.all
      .filter(([name, value]) => test(name) || test(value))
      .map(([name]) => name.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const of = (severity: CheckDraft['severity'], title: string, names: string[], expected: string): CheckDraft[] =>
    names.length === 0
      ? []
      : [
          {
            id: 'OA-05',
            severity,
            title,
            seen: `In ${nameList(names)}.`,
            expected,
            owner: 'platform-admin',
            source: 'RFC 5849 §3.6',
          },
        ];
  return [
    ...of(
      'warning',
      'Values hold line breaks.',
      matching((value) => /[\r\n]/.test(value)),
      'None: browsers send every line break as CR LF, whatever was signed.',
    ),
    ...of(
      'error',
      'Values are not UTF-8.',
      matching((value) => /\p{Surrogate}|\uFFFD/u.test(value)),
      'UTF-8 throughout: page, form and signature.',
    ),
    ...of(
      'warning',
      'Characters with accents are decomposed.',
      matching((value) => value !== value.normalize('NFC')),
      'The composed form (NFC), which no system on the way changes.',
    ),
    ...of(
      'warning',
      'Values are longer than 255 characters.',
      message.all.filter(([name, value]) => value.length > 255 && !name.startsWith('oauth_')).map(([name]) => name),
      'At most 255: VitalSource refuses longer titles and labels, others cut them off.',
    ),
    ...(message.bodyLength > 65_536
      ? of('warning', 'The body is larger than 64 KB.', ['the body'], 'A body below 64 KB.')
      : []),
  ];
};

/** OA-06. */
const query: Checks = (message) => {
  const own = message.query.filter(([name]) => !name.startsWith('oauth_'));
  if (own.length === 0) return [];
  const inBody = new Set(message.fields.map(([name]) => name));
  const of = (severity: CheckDraft['severity'], title: string, seen: string, expected: string): CheckDraft => ({
    id: 'OA-06',
    severity,
    title,
    seen,
    expected,
    owner: 'platform-admin',
    source: 'RFC 5849 §3.4.1.3.1',
  });
  const names = own.map(([name]) => name);
  const copied = names.filter((name) => inBody.has(name));
  const valueless = message.rawQuery.split('&').filter((item) => item !== '' && !item.includes('='));
  return [
    of(
      'warning',
      'The launch URL has a query.',
      `Parameters: ${nameList(names)}.`,
      'No query, or one that both sides sign once. Canvas copies it into the form, ims-lti ignores it for Canvas.',
    ),
    ...(copied.length > 0
      ? [
          of(
            'warning',
            'Query parameters stand in the form too.',
            `Both: ${nameList(copied)}.`,
            'Each in one place. This is how Canvas signs unless the tool is set to oauth_compliant.',
          ),
        ]
      : []),
    ...(valueless.length > 0
      ? [
          of(
            'warning',
            'A query parameter has no "=".',
            `${valueless.length} of them.`,
            '"name=": LtiLibrary and Net::OAuth leave out one without.',
          ),
        ]
      : []),
    ...(/\+|%25/.test(message.rawQuery)
      ? [
          of(
            'warning',
            'The query holds "+" or a doubly encoded "%".',
            'One of the two.',
            '%20 for a space and escapes encoded once: oauth-1.0a takes "+" for a plus sign.',
          ),
        ]
      : []),
  ];
};

/** OA-07: names that buttons and frameworks add. */
const additions: Checks = (message) => {
  const added = message.fields
    .map(([name]) => name)
    .filter((name) =>
      /^(?:utf8|authenticity_token|controller|action|format|commit|submit|_method|_token|csrfmiddlewaretoken|ext_submit|basiclti_submit|lti_submit)$/i.test(
        name,
      ),
    );
  if (added.length === 0) return [];
  return [
    {
      id: 'OA-07',
      severity: 'info',
      title: 'The form holds fields that buttons or frameworks add.',
      seen: `${nameList(added)}.`,
      expected: 'Only fields that are signed; a submit button must have no name.',
      owner: 'platform-admin',
      source: 'LTI 1.1 Implementation Guide §4.3',
    },
  ];
};

/** OA-08. */
const empties: Checks = (message) => {
  const names = message.all.filter(([, value]) => value === '').map(([name]) => name);
  if (names.length === 0) return [];
  return [
    {
      id: 'OA-08',
      severity: 'warning',
      title: 'Parameters are there but empty.',
      seen: `${nameList(names)}.`,
      expected: 'Left out: some sides drop empty parameters before they sign or check.',
      owner: 'platform-admin',
      source: 'RFC 5849 §3.4.1.3.2',
    },
  ];
};

/** OA-10, as far as it shows without the exact bytes. */
const bodyHash: Checks = (message) => {
  if (message.first('oauth_body_hash') === undefined || message.fields.length === 0) return [];
  return [
    {
      id: 'OA-10',
      severity: 'error',
      title: 'A form carries oauth_body_hash.',
      seen: 'oauth_body_hash beside form fields.',
      expected: 'No body hash: the fields of a form are signed themselves.',
      owner: 'platform-admin',
      source: 'OAuth Request Body Hash 1.0 §4.1.1',
    },
  ];
};

/** OA-12. */
const personalData: Checks = (message) => {
  const names = message.all
    .filter(
      ([name, value]) =>
        value !== '' &&
        /^(?:lis_person_|user_image$|lis_result_sourcedid$|ext_user_username$|custom_canvas_user_login_id$)/.test(name),
    )
    .map(([name]) => name);
  if (names.length === 0) return [];
  return [
    {
      id: 'OA-12',
      severity: 'info',
      title: 'The launch carries personal data.',
      seen: `${nameList(names)}.`,
      expected: 'What was agreed for this tool; the platform has a privacy setting for it.',
      owner: 'platform-admin',
      source: 'LTI 1.1 Implementation Guide §3',
    },
  ];
};

const all: readonly Checks[] = [
  required,
  signatureMethod,
  timestamp,
  nonce,
  texts,
  query,
  additions,
  empties,
  bodyHash,
  personalData,
];

/** Checks OA-01 to OA-08, OA-10 and OA-12 on a received or prepared message. `nowSeconds` is when it is judged, or `null`. */
export function checkOAuthMessage(message: Message, nowSeconds: number | null): CheckFinding[] {
  return all.flatMap((check) => check(message, nowSeconds)).map(finding);
}
