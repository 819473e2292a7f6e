import { describe, expect, it } from 'vitest';
import { misbehaviours } from '../../protocol/misbehaving/catalogue.ts';
import { contractSchema, type Field } from '../../protocol/models/contract.ts';
import { builtInContract, operationOf } from './test-support.ts';

/** Parameter tables as the vendors' documents print them: name, required, allowed values. */
type Row = readonly [name: string, required: boolean, allowed?: readonly string[]];

const createToolProvider: readonly Row[] = [
  ['tool_name', true],
  ['oauth_consumer_key', true],
  ['oauth_consumer_secret', true],
  ['institute_id', false],
  ['use_as_basic_link', false, ['true', 'false', '1', '0']],
  ['lti_custom_data', false],
  ['tool_url', false],
  ['timestamp', true],
  ['nonce', true],
  ['signature', true],
];

const launch: readonly Row[] = [
  ['user_id', true],
  ['roles', false, ['Learner', 'Instructor', 'Administrator', 'TeachingAssistant', 'ContentDeveloper', 'Mentor']],
  ['launch_presentation_document_target', true, ['frame', 'iframe', 'window']],
  ['custom_vbid', false],
  ['custom_book_location', false],
  ['context_id', false],
  ['context_type', false],
  ['context_label', false],
  ['context_title', false],
  ['lti_version', true, ['LTI-1p0']],
  ['lti_message_type', true, ['basic-lti-launch-request']],
  ['lis_person_name_full', false],
  ['lis_person_name_family', false],
  ['lis_person_name_given', false],
  ['lis_person_contact_email_primary', false],
  ['tool_consumer_info_product_family_code', false],
];

/** LTI's own fields are required by "the protocol"; the store's documents name these four. */
const storeLaunch: readonly Row[] = [
  ['lti_message_type', true, ['basic-lti-launch-request']],
  ['lti_version', true, ['LTI-1p0']],
  ['user_id', true],
  ['lis_person_contact_email_primary', false],
];

const proctorExam = builtInContract('proctorexam');
const vitalSource = builtInContract('vitalsource-launch');
const store = builtInContract('publica-la');
const misbehaving = builtInContract('misbehaving-tool');
const advantage = builtInContract('lti-advantage');

function row(fields: readonly Field[], name: string): Row | undefined {
  const field = fields.find((candidate) => candidate.in === 'body' && candidate.name === name);
  if (field === undefined) return undefined;
  return field.options === undefined ? [name, field.required] : [name, field.required, field.options];
}

describe.each([
  ['proctorexam', 'createToolProvider', createToolProvider],
  ['vitalsource-launch', 'launchBook', launch],
  ['vitalsource-launch', 'launchBookByVbid', launch],
  ['vitalsource-launch', 'launchCourseMaterials', launch],
  ['vitalsource-launch', 'launchAllMaterials', launch],
  ['vitalsource-launch', 'launchBookshelf', launch],
  ['publica-la', 'launchStore', storeLaunch],
] as const)('%s %s', (contract, operationId, rows) => {
  const { fields } = operationOf(builtInContract(contract), operationId);

  it.each(rows.map((documented) => ({ name: documented[0], documented })))(
    'has $name as documented',
    ({ name, documented }) => {
      expect(row(fields, name)).toEqual(documented);
    },
  );

  it('describes every field and says where it comes from', () => {
    expect(fields.filter(({ description, source }) => description === '' || source === undefined)).toEqual([]);
  });
});

describe('the promised LTI 1.3 of the store', () => {
  it.each([
    ['initiateLogin13', 'GET', 'login-initiation', ['iss', 'login_hint', 'target_link_uri']],
    ['launchStore13', 'POST', 'message', ['id_token', 'state']],
  ])('%s is a kind of its own, with every fact inferred', (id, method, step, required) => {
    const { kind, lti, fields, responses, source, ...operation } = operationOf(store, id);
    expect({ kind, lti, method: operation.method }).toEqual({
      kind: 'launch-1.3',
      lti: { version: '1.3.0', messageType: 'LtiResourceLinkRequest', step },
      method,
    });
    expect(fields.filter((field) => field.required && field.in !== 'path').map(({ name }) => name)).toEqual(required);
    const kinds = [source, ...fields.map((field) => field.source), ...responses.map((response) => response.source)];
    expect(kinds.map((one) => one?.kind)).toEqual(kinds.map(() => 'inferred'));
  });

  it('leaves the credential and the launch of LTI 1.1 as they are', () => {
    expect(store.contract.summary).toMatchObject({
      credentialKind: 'oauth-consumer',
      credentialKinds: ['oauth-consumer', 'lti-registration'],
    });
    expect(operationOf(store, 'launchStore').kind).toBe('launch');
  });
});

describe('the contract of any LTI 1.3 tool', () => {
  it.each([
    ['launchResourceLink', 'LtiResourceLinkRequest'],
    ['launchDeepLinking', 'LtiDeepLinkingRequest'],
    ['launchSubmissionReview', 'LtiSubmissionReviewRequest'],
  ])('has %s, which asks a person for nothing', (id, messageType) => {
    const { kind, lti, fields, signing } = operationOf(advantage, id);
    expect({ kind, lti, signing }).toEqual({
      kind: 'launch-1.3',
      lti: { version: '1.3.0', messageType, step: 'message' },
      signing: { scheme: 'lti-1.3' },
    });
    expect(fields.map(({ name, suppliedBy }) => [name, suppliedBy])).toEqual([
      ['id_token', 'signer'],
      ['state', 'signer'],
    ]);
  });

  it('wants a registration', () => {
    expect(advantage.contract.summary.credentialKinds).toEqual(['lti-registration']);
  });
});

describe('the built-in contracts', () => {
  it.each([proctorExam, vitalSource, store, misbehaving, advantage])(
    'are valid and use all they say',
    ({ contract, warnings }) => {
      // The one upload: the contract says of it that it cannot be sent.
      const uploads = warnings.filter(({ path }) => path === '/paths/~1exams~1{exam_id}~1attachments/post/requestBody');
      expect(warnings).toEqual(uploads);
      expect(contractSchema.parse(contract)).toEqual(contract);
    },
  );

  it('document the creation of a ProctorExam tool provider', () => {
    expect(proctorExam.contract.summary).toMatchObject({
      servers: ['https://{subdomain}.proctorexam.com/api/v3'],
      credentialKind: 'proctorexam',
    });
    const create = operationOf(proctorExam, 'createToolProvider');
    expect(create).toMatchObject({ method: 'POST', path: '/tool_providers', bodyEncoding: 'json', kind: 'request' });
    expect(create.responses.map(({ status, source }) => [status, source?.kind])).toEqual([
      ['200', 'stated'],
      ['401', 'inferred'],
      ['403', 'stated'],
      ['422', 'stated'],
    ]);
    const bodyField = (name: string) => create.fields.find((field) => field.name === name);
    expect(bodyField('oauth_consumer_secret')).toMatchObject({ secret: true, type: 'string' });
    expect(bodyField('oauth_consumer_key')?.suppliedBy).toBe('person');
    expect(bodyField('lti_custom_data')).toMatchObject({ type: 'string', format: 'json', inferred: ['default'] });
    expect(['timestamp', 'nonce', 'signature'].map((name) => bodyField(name)?.suppliedBy)).toEqual(
      Array(3).fill('signer'),
    );
    expect(bodyField('Accept')).toMatchObject({ in: 'header', required: true, default: 'application/vnd.procwise.v3' });
  });

  it('document a list with its paging, filter and order', () => {
    const list = operationOf(proctorExam, 'listToolProviders');
    expect(list).toMatchObject({ method: 'GET', path: '/tool_providers', bodyEncoding: 'none' });
    expect(list.fields.map(({ name, in: location, type, required }) => [name, location, type, required])).toEqual([
      ['Accept', 'header', 'string', true],
      ['page', 'query', 'integer', false],
      ['limit', 'query', 'integer', false],
      ['filter', 'query', 'object', false],
      ['sort', 'query', 'array', false],
      ['timestamp', 'query', 'number', true],
      ['nonce', 'query', 'number', true],
      ['signature', 'query', 'string', true],
    ]);
    expect(list.fields.find(({ name }) => name === 'limit')).toMatchObject({ default: '300', maximum: 300 });
  });

  it('document the VitalSource launches', () => {
    expect(vitalSource.contract.summary.servers).toEqual(['https://bc.vitalsource.com']);
    for (const [id, path] of [
      ['launchBook', '/books/book'],
      ['launchBookByVbid', '/books/{vbid}'],
      ['launchCourseMaterials', '/books'],
      ['launchAllMaterials', '/materials'],
      ['launchBookshelf', '/bookshelf'],
    ] as const) {
      const operation = operationOf(vitalSource, id);
      expect(operation).toMatchObject({
        path,
        method: 'POST',
        kind: 'launch',
        bodyEncoding: 'form',
        lti: { version: 'LTI-1p0', messageType: 'basic-lti-launch-request' },
        signing: { scheme: 'oauth1', placements: ['body', 'header'], signatureMethods: ['HMAC-SHA1'] },
      });
      const field = (name: string) => operation.fields.find((candidate) => candidate.name === name);
      expect(field('resource_link_id')).toMatchObject({ required: true, source: { kind: 'inferred' } });
      expect(field('roles')).toMatchObject({ openOptions: true, recommended: true });
      expect(field('context_id')?.recommended).toBe(true);
      expect([field('context_label')?.maxLength, field('context_title')?.maxLength]).toEqual([255, 255]);
      const signed = operation.fields.filter(({ name }) => name.startsWith('oauth_'));
      expect(signed.length).toBeGreaterThan(0);
      expect(signed.every(({ suppliedBy }) => suppliedBy === 'signer')).toBe(true);
    }
  });

  it('document the outcomes of VitalSource launches with their causes', () => {
    const { responses } = vitalSource.operations.get('launchBook') ?? { responses: [] };
    expect(responses.map(({ status }) => status)).toEqual(['200', '302', '303', '400', '401', '403', '404', '470']);
    const causes = new Map(
      responses.map(({ status, messages }) => [
        status,
        messages.flatMap((each) => (each.causes ?? []).map(({ text }) => text)),
      ]),
    );
    for (const status of ['400', '401', '403', '404', '470']) expect(causes.get(status)).not.toEqual([]);
    const refused = causes.get('401')?.join('; ');
    for (const cause of ['clock', 'sent twice', 'white space', '/books/', 'user_id', '255'])
      expect(refused).toContain(cause);
  });

  it('offer every behaviour of the misbehaving tool', () => {
    const { fields, ...operation } = operationOf(misbehaving, 'launchMisbehaving');
    expect(operation).toMatchObject({
      path: '/launch/{behaviour}',
      method: 'POST',
      kind: 'launch',
      bodyEncoding: 'form',
    });
    const behaviour = fields.find(({ name }) => name === 'behaviour');
    expect(behaviour).toMatchObject({ in: 'path', options: misbehaviours.map(({ id }) => id) });
  });

  it('document the store launch, its outcomes only inferred', () => {
    const operation = operationOf(store, 'launchStore');
    expect(store.contract.summary).toMatchObject({ servers: ['https://{store}'], credentialKind: 'oauth-consumer' });
    expect(operation).toMatchObject({
      path: '/auth/lti',
      method: 'POST',
      kind: 'launch',
      bodyEncoding: 'form',
      signing: { scheme: 'oauth1', placements: ['body'], signatureMethods: ['HMAC-SHA1'] },
    });
    expect(operation.source?.kind).toBe('stated');
    expect(new Set(operation.responses.map(({ source }) => source?.kind))).toEqual(new Set(['inferred']));
    expect(operation.fields.find(({ name }) => name === 'user_id')?.source?.kind).toBe('stated');
    expect(operation.fields.find(({ name }) => name === 'resource_link_id')?.source?.kind).toBe('inferred');
  });
});
