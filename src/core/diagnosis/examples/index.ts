import type { DiagnosisExample, PasteKind } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { type SignOutput, signInputSchema } from '../../../protocol/models/signing.ts';
import type { Clock, Random } from '../../ports.ts';
import { createMemoryNonceLedger, createNonceSource, sign } from '../../signing/index.ts';
import { writeHar, writers } from './writers.ts';

type ExamplePorts = { clock: Clock; random: Random };

/** Made for the examples and printed in them: neither is a secret. */
const credential = { key: 'example-college', secret: 'example-secret-7Fq2' };
const url = 'https://tool.example/lti/launch';

const launch: Pairs = [
  ['lti_message_type', 'basic-lti-launch-request'],
  ['lti_version', 'LTI-1p0'],
  ['resource_link_id', '88391-e1919-bb3456'],
  ['resource_link_title', 'My weekly wiki'],
  ['user_id', '0ae836b9-7fc9-4060-006f-27b2066ac545'],
  ['roles', 'Instructor,urn:lti:instrole:ims/lis/Staff'],
  ['lis_person_name_full', 'Sam Sample'],
  ['lis_person_contact_email_primary', 'sam.sample@lms.example'],
  ['context_id', '8213060-006f-27b2066ac545'],
  ['context_title', 'Sample Biology & more'],
  ['context_label', 'BIO101'],
  ['tool_consumer_instance_guid', 'lms.example'],
  ['launch_presentation_return_url', 'https://lms.example/return'],
];

type Signing = { url?: string; method?: string; placement?: 'body' | 'header' | 'query'; secret?: string };

function signer({ clock, random }: ExamplePorts): (signing?: Signing) => SignOutput {
  const ports = { clock, random, nonces: createNonceSource(random, createMemoryNonceLedger()) };
  return ({ secret = credential.secret, ...signing } = {}) =>
    sign(
      signInputSchema.parse({
        scheme: 'oauth1',
        method: 'POST',
        url,
        params: signing.placement === 'header' ? [] : launch,
        credential: { key: credential.key, secret },
        ...signing,
      }),
      ports,
    );
}

/** A signed request as it arrives at another address, or with other fields. */
function arriving({ request }: SignOutput, changed: { url?: string; fields?: Pairs }): SignOutput['request'] {
  const fields = changed.fields ?? request.fields;
  const body = changed.fields === undefined ? request.body : new URLSearchParams([...fields]).toString();
  return { ...request, url: changed.url ?? request.url, fields, body };
}

/** Signed until the signature holds a "+", and that lost on the way: a form that was not encoded. */
function withoutPlus(signed: (signing?: Signing) => SignOutput): SignOutput['request'] {
  for (let tries = 0; ; tries += 1) {
    const output = signed();
    if (tries < 1000 && !output.explanation.signature.includes('+')) continue;
    const fields = output.request.fields.map(([name, value]): Pairs[number] =>
      name === 'oauth_signature' ? [name, value.replaceAll('+', ' ')] : [name, value],
    );
    return arriving(output, { fields });
  }
}

function idToken({ clock, random }: ExamplePorts): string {
  const now = Math.floor(clock.now() / 1000);
  const lti = 'https://purl.imsglobal.org/spec/lti/claim';
  const header = { alg: 'RS256', typ: 'JWT', kid: 'example-key-1' };
  const claims = {
    iss: 'https://lms.example',
    aud: 'example-client',
    sub: '0ae836b9-7fc9-4060-006f-27b2066ac545',
    iat: now,
    exp: now + 3600,
    nonce: Buffer.from(random.bytes(12)).toString('base64url'),
    name: 'Sam Sample',
    [`${lti}/message_type`]: 'LtiResourceLinkRequest',
    [`${lti}/version`]: '1.3.0',
    [`${lti}/deployment_id`]: '1',
    [`${lti}/target_link_uri`]: url,
    [`${lti}/resource_link`]: { id: '88391-e1919-bb3456', title: 'My weekly wiki' },
    [`${lti}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
  };
  const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');
  return `${part(header)}.${part(claims)}.${Buffer.from(random.bytes(256)).toString('base64url')}`;
}

/**
 * One example for each kind of paste, most of them with a fault: signed now, so that their time is right. The faults: http for
 * https, a blank after the secret, the query left out, a slash at the end, an internal port, another host, a field that came
 * in after signing, nothing at all, "+" turned into a blank, and a line break after the secret.
 */
export function diagnosisExamples(ports: ExamplePorts): DiagnosisExample[] {
  const signed = signer(ports);
  const known = { url: null, method: null, credential };
  const plain = signed();
  const example = (kind: PasteKind, text: string, given: Partial<DiagnosisExample> = {}) => ({
    ...known,
    kind,
    text,
    ...given,
  });
  const later = arriving(plain, { fields: [...plain.request.fields, ['commit', 'Open the tool']] });
  const header = signed({ url: 'http://tool.example/api/results', method: 'GET', placement: 'header' });
  return [
    example('form-body', writers['form-body'](signed({ url: url.replace('https', 'http') }).request), { url }),
    example('key-value-lines', writers['key-value-lines'](signed({ secret: `${credential.secret} ` }).request), {
      url,
    }),
    example('curl-bash', writers['curl-bash'](arriving(plain, { url: `${url}?source=course` }))),
    example('curl-cmd', writers['curl-cmd'](arriving(plain, { url: `${url}/` }))),
    example(
      'powershell',
      writers.powershell(arriving(signed({ url: 'https://tool.example:8443/lti/launch' }), { url })),
    ),
    example('har', writeHar(arriving(plain, { url: url.replace('tool.', 'www.tool.') }), new Date(ports.clock.now()))),
    example('fetch', writers.fetch(later)),
    example('http-request', writers['http-request'](plain.request)),
    example('html-form', writers['html-form'](withoutPlus(signed))),
    example('authorization-header', writers['authorization-header'](header.request), {
      url: 'https://tool.example/api/results',
      method: 'GET',
    }),
    example(
      'url',
      writers.url(signed({ method: 'GET', placement: 'query', secret: `${credential.secret}\n` }).request),
    ),
    example('id-token', idToken(ports), { credential: null }),
    example('base-string', plain.explanation.baseString),
  ];
}
