import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppEvent } from '../../src/protocol/events.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import { fetchingStage } from '../fixtures/fetching-stage.ts';
import { Bench } from './bench.ts';

let bench: Bench;
let exam: Connection;
beforeAll(async () => {
  bench = new Bench(fetchingStage());
  exam = (await bench.sandbox())('Exam platform');
  await request('createExam', { name: 'Botany', type: 'classic' });
});
afterAll(() => bench.remove());

async function request(operationId: string, values: Record<string, string>): Promise<Exchange> {
  return bench.ended(await bench.start(exam, operationId, values));
}

const isFinished = (event: AppEvent): event is Extract<AppEvent, { type: 'flow.changed' }> =>
  event.type === 'flow.changed' && event.state === 'finished';
const bodyOf = ({ hops }: Exchange): unknown => JSON.parse(hops.at(-1)?.body?.text ?? '');
const student = { exam_id: '1', name: 'Student 1', email: 'student1@example.com' };

test('a student is registered and listed, and e-mails change the state of the session', async () => {
  expect(await request('createStudentSession', { ...student, open_time: '1542103980' })).toMatchObject({
    status: 200,
    verdict: 'conforms',
  });
  const emails = await request('sendEmails', { id: '1' });
  expect([emails.status, emails.verdict]).toEqual([200, 'conforms']);
  const list = await request('listStudentSessions', { exam_id: '1', limit: '10' });
  expect(list.verdict).toBe('conforms');
  expect(bodyOf(list)).toMatchObject({
    students: [
      { id: 1, email: 'student1@example.com', status: 'email_sent', open_time: '2018-11-13T10:13:00.000+00:00' },
    ],
  });
});

test('an e-mail that is taken is refused in the documented words, and the verdict names the parameter', async () => {
  const again = await request('createStudentSession', { ...student, name: 'Another' });
  expect([again.status, again.verdict]).toEqual([422, 'conforms']);
  expect(again.headline).toContain('email');
});

test('who opened a tool of the exam is found by the id and the link of the launch', async () => {
  await bench.call('flows.start', { connectionId: exam.id, flowId: 'examWithLtiTool' });
  await bench.until(isFinished);
  const lti = { id: '2', student_lms_id: 'candidate-1', resource_link_id: 'LTI_EXAM_1' };
  expect((await request('showLtiStudent', lti)).status).toBe(404);
  const page = new URL('/exams/2/launch/1', exam.baseUrl);
  expect((await fetch(page)).status).toBe(200);
  const shown = await request('showLtiStudent', lti);
  expect([shown.status, shown.verdict]).toEqual([200, 'conforms']);
  expect(bodyOf(shown)).toMatchObject({ student: { external_id: 'candidate-1', exam_id: 2 } });
});

test('an exam there is not has no students', async () => {
  for (const [operation, values] of [
    ['createStudentSession', { ...student, exam_id: '99' }],
    ['listStudentSessions', { exam_id: '99' }],
    ['sendEmails', { id: '99' }],
  ] as const) {
    const refused = await request(operation, values);
    expect([operation, refused.status, refused.verdict]).toEqual([operation, 404, 'conforms']);
  }
});
