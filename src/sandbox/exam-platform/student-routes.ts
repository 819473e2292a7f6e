import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { Action, Call, ExamData } from './api.ts';
import { apiRoute, demand, listAnswer } from './api.ts';
import type { Guard } from './checks.ts';
import type { Exam } from './exams.ts';
import { notFound, takenEmail } from './refusals.ts';
import type { Student } from './students.ts';
import { newStudent } from './students.ts';
import { railsTime, textOf } from './values.ts';

/** The students of an exam: registered, listed, found by the id of an LMS, and sent their e-mails, which only changes their state. */
export function studentRoutes(guard: Guard, { exams, students }: ExamData): Route[] {
  const inExam = (member: 'id' | 'exam_id', action: (exam: Exam, call: Call) => ReturnType<Action>): Action => {
    return (call) => {
      const id = call.path.get(member) ?? '';
      const exam = exams.find(id);
      return exam === null ? notFound('Exam', id, 'exam-not-found') : action(exam, call);
    };
  };
  const of = (exam: Exam): Student[] => students.all().filter((student) => student.exam_id === exam.id);

  const create = inExam('exam_id', (exam, { parameters, request }) => {
    const email = textOf(parameters, 'email', '').toLowerCase();
    if (of(exam).some((student) => student.email.toLowerCase() === email)) return takenEmail();
    return json(200, { student: students.add((id) => newStudent(id, parameters, exam.id, request.now)) });
  });
  const list = inExam('exam_id', (exam, { parameters }) => listAnswer('students', of(exam), parameters));
  const showLti = inExam('id', (exam, { parameters }) => {
    const lmsId = textOf(parameters, 'student_lms_id', '');
    const link = textOf(parameters, 'resource_link_id', '');
    const found = of(exam).find((student) => student.external_id === lmsId && student.resource_link_id === link);
    return found === undefined ? notFound('Student', lmsId, 'student-not-found') : json(200, { student: found });
  });
  const sendEmails = inExam('id', (exam, { request }) => {
    for (const student of of(exam)) {
      const status = student.status === 'registered' ? 'email_sent' : student.status;
      students.replace({ ...student, status, is_email_sent: true, updated_at: railsTime(request.now) });
    }
    return json(200, {});
  });

  const registered = {
    required: ['name', 'email'],
    strings: ['name', 'email', 'individual_info'],
    booleans: ['is_individual_info_html', 'skip_requirements'],
    numbers: ['exam_id', 'open_time'],
  };
  const lti = { required: ['student_lms_id', 'resource_link_id'], numbers: ['id'] };
  const collection = '/exams/:exam_id/student_sessions';
  return [
    apiRoute(guard, ['POST', collection], demand(403, registered), create),
    apiRoute(guard, ['GET', collection], demand(403, { numbers: ['exam_id'] }), list),
    apiRoute(guard, ['GET', '/exams/:id/show_lti_student'], demand(403, lti), showLti),
    apiRoute(guard, ['POST', '/exams/:id/send_emails'], demand(403, { numbers: ['id'] }), sendEmails),
  ];
}
