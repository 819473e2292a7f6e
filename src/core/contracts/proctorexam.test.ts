import { describe, expect, it } from 'vitest';
import type { Field } from '../../protocol/models/contract.ts';
import { builtInContract, operationOf } from './test-support.ts';

/** Parameter tables and examples as the vendor's pages print them: name, required, allowed values. */
type Row = readonly [name: string, required: boolean, allowed?: readonly string[]];

const signed: readonly Row[] = [
  ['timestamp', true],
  ['nonce', true],
  ['signature', true],
];
const paging: readonly Row[] = [
  ['page', false],
  ['limit', false],
];
/** "Filtering and sorting can be done on the index endpoints." */
const selecting: readonly Row[] = [
  ['filter', false],
  ['sort', false],
];
const flag = ['true', 'false', '1', '0'] as const;

/** The example request of exams/create; the table under it names the first two as required. */
const examRows: readonly Row[] = [
  ['name', true],
  ['type', true, ['demo', 'classic', 'record_review']],
  ...[
    'institute_id',
    'use_duration',
    'duration_minutes',
    'global_proctoring',
    'global_reviewing',
    'start_time',
    'for_reviewing',
    'upload_answers',
    'mobile_cam',
    'restrictions',
    'allow_websites',
    'allow_external_applications',
    'allow_textbooks',
    'allow_calculator',
    'allow_pen_paper',
    'allow_additional',
    'allowed_websites',
    'allowed_external_applications',
    'allowed_textbooks',
    'allowed_calculator_type',
    'allowed_additional',
  ].map((name): Row => [name, false]),
];
const optional = (rows: readonly Row[]): Row[] =>
  rows.map(([name, _required, allowed]) => (allowed === undefined ? [name, false] : [name, false, allowed]));

const ltiRows: readonly Row[] = [
  ['lti_resource_link_name', true],
  ['exam_id', true],
  ['tool_provider_id', true],
  ['lti_resource_launch_url', false],
  ['open_in_new_tab', false, flag],
  ['lti_custom_data', false],
];

/** The seed of the contract: the page of tool_providers/create. */
const toolProviderRows: readonly Row[] = [
  ['tool_name', true],
  ['oauth_consumer_key', true],
  ['oauth_consumer_secret', true],
  ['institute_id', false],
  ['use_as_basic_link', false, flag],
  ['lti_custom_data', false],
  ['tool_url', false],
];

/** The table of exams/add_student, which student_sessions takes the place of. */
const studentRows: readonly Row[] = [
  ['name', true],
  ['email', true],
  ['individual_info', false],
  ['is_individual_info_html', false, flag],
  ['skip_requirements', false, flag],
  ['open_time', false],
];

const tables: readonly (readonly [operation: string, rows: readonly Row[]])[] = [
  ['createToolProvider', [...toolProviderRows, ...signed]],
  ['updateToolProvider', [['id', true], ...signed]],
  ['showToolProvider', [['id', true], ...signed]],
  ['listToolProviders', [...paging, ...selecting, ...signed]],
  ['createExam', [...examRows, ...signed]],
  ['updateExam', [['id', true], ...optional(examRows), ['student_experience', false], ...signed]],
  ['listExams', [['status', false, ['draft', 'open', 'closed', 'deleted']], ...paging, ...selecting, ...signed]],
  ['showExam', [['id', true], ...signed]],
  ['deleteToolProvider', [['id', true], ...signed]],
  ['createLtiResource', [...ltiRows, ...signed]],
  ['updateLtiResource', [['id', true], ...optional(ltiRows), ...signed]],
  ['listLtiResources', [...paging, ...selecting, ...signed]],
  ['showLtiResource', [['id', true], ...signed]],
  ['createDocument', [['exam_id', true], ['exam_content', true], ...signed]],
  ['listDocuments', [['exam_id', true], ...signed]],
  ['listAttachments', [['exam_id', true], ...paging, ...selecting, ...signed]],
  ['showLtiStudent', [['id', true], ['student_lms_id', true], ['resource_link_id', true], ...signed]],
  ['sendEmails', [['id', true], ...signed]],
  ['createStudentSession', [['exam_id', true], ...studentRows, ...signed]],
  ['listStudentSessions', [['exam_id', true], ...paging, ...selecting, ...signed]],
];

/** Every documented operation: verb, path, and the statuses its page states. */
const operations = [
  ['createToolProvider', 'POST', '/tool_providers', ['200', '403', '422']],
  ['listToolProviders', 'GET', '/tool_providers', []],
  ['showToolProvider', 'GET', '/tool_providers/{id}', []],
  ['updateToolProvider', 'PATCH', '/tool_providers/{id}', []],
  ['deleteToolProvider', 'DELETE', '/tool_providers/{id}', ['401', '404', '423']],
  ['createExam', 'POST', '/exams', ['200', '403', '422']],
  ['listExams', 'GET', '/exams', ['200', '403']],
  ['showExam', 'GET', '/exams/{id}', ['200', '403', '404']],
  ['updateExam', 'PATCH', '/exams/{id}', ['200', '403', '422']],
  ['deleteExam', 'DELETE', '/exams/{id}', []],
  ['createLtiResource', 'POST', '/lti_resources', ['200', '403', '422']],
  ['listLtiResources', 'GET', '/lti_resources', ['200', '401']],
  ['showLtiResource', 'GET', '/lti_resources/{id}', ['200', '401', '404']],
  ['updateLtiResource', 'PATCH', '/lti_resources/{id}', ['200', '403']],
  ['createDocument', 'POST', '/exams/{exam_id}/documents', ['200', '403', '422']],
  ['listDocuments', 'GET', '/exams/{exam_id}/documents', ['200', '403']],
  ['showDocument', 'GET', '/exams/{exam_id}/documents/{id}', []],
  ['updateDocument', 'PATCH', '/exams/{exam_id}/documents/{id}', []],
  ['deleteDocument', 'DELETE', '/exams/{exam_id}/documents/{id}', []],
  ['createAttachment', 'POST', '/exams/{exam_id}/attachments', ['200', '403']],
  ['listAttachments', 'GET', '/exams/{exam_id}/attachments', ['200', '403']],
  ['showAttachment', 'GET', '/exams/{exam_id}/attachments/{id}', []],
  ['deleteAttachment', 'DELETE', '/exams/{exam_id}/attachments/{id}', []],
  ['showLtiStudent', 'GET', '/exams/{id}/show_lti_student', []],
  ['sendEmails', 'POST', '/exams/{id}/send_emails', ['403', '404']],
  ['createStudentSession', 'POST', '/exams/{exam_id}/student_sessions', []],
  ['listStudentSessions', 'GET', '/exams/{exam_id}/student_sessions', ['200', '403']],
] as const;

const contract = builtInContract('proctorexam');

function row({ name, required, options }: Field): Row {
  return options === undefined ? [name, required] : [name, required, options];
}

describe.each(tables)('%s', (operationId, rows) => {
  it('has every documented parameter, as documented', () => {
    const fields = operationOf(contract, operationId).fields.map(row);
    expect(fields).toEqual(expect.arrayContaining(rows.map((each) => [...each])));
  });

  it('requires nothing else than the documents do', () => {
    const required = operationOf(contract, operationId).fields.filter((field) => field.required && !field.fixed);
    const stated = rows.filter(([, needed]) => needed).map(([name]) => name);
    expect(required.map(({ name }) => name).sort()).toEqual([...stated].sort());
  });
});

describe('the ProctorExam contract', () => {
  it('has every operation of the documents, and no other', () => {
    const found = contract.contract.operations.map(({ id, method, path, responses }) => [
      id,
      method,
      path,
      responses.filter(({ source }) => source?.kind === 'stated').map(({ status }) => status),
    ]);
    expect(found).toEqual(operations.map((each) => [...each]));
  });

  it.each(operations.map(([id]) => id))(
    '%s describes every field, says where it comes from, and knows 401 and 403',
    (id) => {
      const { fields, responses, signing } = operationOf(contract, id);
      expect(signing).toEqual({ scheme: 'proctorexam' });
      expect(fields.filter(({ description, source }) => description === '' || source === undefined)).toEqual([]);
      expect(fields[0]).toMatchObject({
        name: 'Accept',
        in: 'header',
        fixed: true,
        default: 'application/vnd.procwise.v3',
      });
      expect(responses.map(({ status }) => status)).toEqual(expect.arrayContaining(['401', '403']));
    },
  );

  it('sends parameters in the query of GET and DELETE and in the body of the others: JSON, but for the upload', () => {
    for (const { id, method, bodyEncoding } of contract.contract.operations) {
      const inBody = id === 'createAttachment' ? 'multipart' : 'json';
      expect([id, bodyEncoding]).toEqual([id, method === 'POST' || method === 'PATCH' ? inBody : 'none']);
    }
  });

  it('marks what is only inferred', () => {
    const fields = operationOf(contract, 'createLtiResource').fields;
    const field = (name: string) => fields.find((candidate) => candidate.name === name);
    expect(field('exam_id')?.inferred).toContain('required');
    expect(field('open_in_new_tab')).toMatchObject({ default: 'false', inferred: ['default'] });
    expect(field('lti_custom_data')?.format).toBe('json');
    expect(operationOf(contract, 'createExam').fields.find(({ name }) => name === 'mobile_cam')).toMatchObject({
      type: 'boolean',
      inferred: ['type'],
    });
  });
});
