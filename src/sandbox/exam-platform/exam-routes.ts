import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { Action, Call, ExamData } from './api.ts';
import { apiRoute, demand, listAnswer } from './api.ts';
import type { Guard } from './checks.ts';
import type { Exam } from './exams.ts';
import { changedExam, newExam } from './exams.ts';
import { notFound, parameterInvalid } from './refusals.ts';
import { rubyInspect, rubyToS } from './ruby-value.ts';

const rules = {
  strings: [
    'name',
    'type',
    'restrictions',
    'allowed_websites',
    'allowed_external_applications',
    'allowed_textbooks',
    'allowed_calculator_type',
    'allowed_additional',
  ],
  booleans: [
    'use_duration',
    'global_proctoring',
    'global_reviewing',
    'for_reviewing',
    'upload_answers',
    'mobile_cam',
    'allow_websites',
    'allow_external_applications',
    'allow_textbooks',
    'allow_calculator',
    'allow_pen_paper',
    'allow_additional',
    'student_experience',
  ],
};
const statuses = ['draft', 'open', 'closed', 'deleted'];

export function examRoutes(guard: Guard, { exams }: ExamData): Route[] {
  const withExam = (action: (exam: Exam, call: Call) => ReturnType<Action>): Action => {
    return (call) => {
      const id = call.path.get('id') ?? '';
      const exam = exams.find(id);
      return exam === null ? notFound('Exam', id, 'exam-not-found') : action(exam, call);
    };
  };
  const create: Action = ({ parameters, request }) =>
    json(200, { exam: exams.add((id) => newExam(id, parameters, request.now)) });
  const list: Action = ({ parameters }) => {
    const status = parameters.get('status') ?? null;
    if (status !== null && !statuses.includes(rubyToS(status))) {
      return parameterInvalid('status', rubyInspect(status), `Must be one of: ${statuses.join(', ')}.`);
    }
    const wanted = exams.all().filter((exam) => status === null || exam.status === rubyToS(status));
    return listAnswer('exams', wanted, parameters);
  };
  const show = withExam((exam) => json(200, { exam }));
  const update = withExam((exam, { parameters, request }) =>
    json(200, { exam: exams.replace(changedExam(exam, parameters, request.now)) }),
  );
  const destroy = withExam((exam) => json(200, { exam: exams.replace({ ...exam, status: 'deleted' }) }));

  const changes = { ...rules, numbers: ['id'] };
  return [
    apiRoute(guard, ['POST', '/exams'], demand(403, { ...rules, required: ['name', 'type'] }), create),
    apiRoute(guard, ['GET', '/exams'], demand(403), list),
    apiRoute(guard, ['GET', '/exams/:id'], demand(403, { numbers: ['id'] }), show),
    apiRoute(guard, ['PATCH', '/exams/:id'], demand(403, changes), update),
    apiRoute(guard, ['PUT', '/exams/:id'], demand(403, changes), update),
    apiRoute(guard, ['DELETE', '/exams/:id'], demand(403, { numbers: ['id'] }), destroy),
  ];
}
