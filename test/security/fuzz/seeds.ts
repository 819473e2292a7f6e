import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A file of the project, as text. `path`: from its root. */
export const file = (path: string) => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

export const contractText = file('resources/contracts/misbehaving-tool/openapi.yaml');
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const idToken = `${encoded({ alg: 'RS256', kid: 'k' })}.${encoded({
  iss: 'https://lms.example',
  aud: ['a', 'b'],
  azp: 'a',
  exp: 1_800_000_000,
  iat: 1_700_000_000,
  nonce: 'n',
  'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest',
  'https://purl.imsglobal.org/spec/lti/claim/roles': ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
  'https://purl.imsglobal.org/spec/lti-dl/claim/content_items': [{ type: 'ltiResourceLink', url: 'https://a.example' }],
})}.c2lnbmF0dXJl`;
export const keySet =
  '{"keys":[{"kty":"RSA","kid":"k","use":"sig","alg":"RS256","n":"sXch","e":"AQAB"},{"kty":"oct","k":"AA"}]}';
export const har = JSON.stringify({
  log: {
    version: '1.2',
    entries: [
      {
        startedDateTime: '2026-01-01T00:00:00Z',
        request: {
          method: 'POST',
          url: 'https://tool.example/launch?a=b',
          headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
          postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'id_token', value: idToken }] },
        },
        response: {
          status: 302,
          headers: [{ name: 'Location', value: '/next' }],
          content: { text: 'PGE+', encoding: 'base64' },
        },
      },
    ],
  },
});
export const form =
  'lti_message_type=basic-lti-launch-request&oauth_consumer_key=k&oauth_signature=a%2Bb%3D&custom_x=%C3%A9&x';
export const curl = `curl 'https://tool.example/launch' -X POST -H $'Authorization: OAuth realm="",oauth_nonce="\\u0021"' --data-raw '${form}' \\\n  -F "file=@a.txt;type=text/plain"`;
export const powerShell = `Invoke-WebRequest -Uri "https://tool.example/launch" -Method POST -Headers @{"a"="b"} -Body "${form}"`;
export const fetchCall = `fetch("https://tool.example/launch", {"headers": {"a": "b"}, "body": "${form}", "method": "POST"});`;
export const html = `<form action="https://tool.example/launch" method=post><input type=hidden name="a&amp;b" value='1'><textarea name=t>\n&lt;</textarea></form>`;
export const page = `<!doctype html><html><head><title>Error &amp; more</title><base href="/b"><meta http-equiv=refresh content="0; url='/next'"></head>
<body onload="document.f.submit()"><!-- a --><noscript>b</noscript>${html}<input type=password><svg><title>c</title></svg><script>var d = "</p>";</script>The state was not found: 1 < 2 &eacute;</body></html>`;
export const outcome =
  '<?xml version="1.0"?><imsx_POXEnvelopeRequest xmlns="http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0"><imsx_POXHeader><imsx_POXRequestHeaderInfo><imsx_messageIdentifier>1</imsx_messageIdentifier></imsx_POXRequestHeaderInfo></imsx_POXHeader><imsx_POXBody><replaceResultRequest><resultRecord><sourcedGUID><sourcedId>&lt;a&#x41;</sourcedId></sourcedGUID><result><resultScore><language>en</language><textString>0.5</textString></resultScore></result></resultRecord></replaceResultRequest></imsx_POXBody></imsx_POXEnvelopeRequest>';
export const pem = file('test/fixtures/tls/test-only-authority.cert.pem');
export const canvasKey = JSON.stringify({
  title: 'Tool',
  oidc_initiation_url: 'https://tool.example/login',
  target_link_uri: 'https://tool.example/launch',
  public_jwk: { kty: 'RSA', n: 'sXch', e: 'AQAB' },
  scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
  custom_fields: { a: '$Context.id' },
  extensions: [
    {
      platform: 'canvas.instructure.com',
      settings: { placements: [{ placement: 'course_navigation', enabled: true }] },
    },
  ],
});
export const openIdRegistration = JSON.stringify({
  application_type: 'web',
  response_types: ['id_token'],
  grant_types: ['implicit', 'client_credentials'],
  initiate_login_uri: 'https://tool.example/login',
  redirect_uris: ['https://tool.example/launch'],
  client_name: 'Tool',
  jwks_uri: 'https://tool.example/jwks',
  token_endpoint_auth_method: 'private_key_jwt',
  scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  'https://purl.imsglobal.org/spec/lti-tool-configuration': {
    domain: 'tool.example',
    claims: ['iss'],
    messages: [{ type: 'LtiDeepLinkingRequest', target_link_uri: 'https://tool.example/pick' }],
  },
});

/** Neither is a whole bundle: they lead to its schema, which refuses all that does not fit. */
export const bundles = [
  '<!doctype html><script type="application/json" id="countersign-evidence">{"format":"countersign-bundle","version":1}</script>',
  '{"format":"countersign-bundle","version":1,"exchange":{"hops":[]}}',
];

export const vaultFile =
  z
    .object({ cases: z.array(z.object({ file: z.string() })) })
    .parse(JSON.parse(file('docs/vault-file.vectors.json')))
    .cases.map((one) => one.file)[1] ?? '';
export const carried = JSON.stringify({
  credentials: [
    {
      ref: 'a',
      kind: 'basic',
      name: 'A',
      allowedHosts: ['a.example'],
      parts: { username: 'u' },
      secrets: { password: 'p' },
      details: { environment: 'test', notes: '', tags: ['t'], expiresAt: 1, rotateEveryDays: 2 },
    },
  ],
  connections: [
    {
      ref: 'b',
      name: 'B',
      contract: 'proctorexam',
      baseUrl: 'https://a.example',
      environment: 'test',
      variables: { c: 'd' },
      notes: '',
      credential: 'a',
      wants: { kind: 'basic', name: 'A' },
      forms: [
        { operation: 'createExam', form: { values: [], placement: null, signatureMethod: null, launchMode: null } },
      ],
    },
  ],
  contracts: [{ ref: 'c', id: 'own', openapi: 'openapi: 3.1.0', arazzo: null }],
});
export const table =
  'Name,Kind,Consumer key,Secret,Hosts,Tags,Expires\r\n"A ""b"" c",oauth-consumer,k,s,"a.example, b.example",x,2027-01-31\r\n=1+1,basic,,,,,\r\n';
