import { oauth1SignatureMethods } from '../../../../protocol/models/signing.ts';
import { type CheckDraft, type Checks, nameList } from '../check.ts';
import type { Message } from '../message.ts';

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
export const required: Checks = (message) => {
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
export const signatureMethod: Checks = (message) => {
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
export const timestamp: Checks = (message, nowSeconds) => {
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
export const nonce: Checks = (message) => {
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

/** OA-10, as far as it shows without the exact bytes. */
export const bodyHash: Checks = (message) => {
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
