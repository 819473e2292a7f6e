import { examPagePath } from '../../../protocol/sandbox-control.ts';
import type { Answer } from '../../http/answer.ts';
import type { SandboxRequest } from '../../http/request.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { ExamData } from '../api.ts';
import type { Exam } from '../exams.ts';
import { ltiStudent } from '../students.ts';
import { candidateErrorPage, examPage } from './exam-page.ts';
import type { LaunchPlan } from './launch.ts';
import { LaunchSetupError, signLaunch } from './launch.ts';
import { launchPage } from './launch-page.ts';

/** Pages for candidates, outside the API and without a signature: a browser opens them. */
export function takeRoutes(data: ExamData): Route[] {
  return [
    {
      method: 'GET',
      pattern: examPagePath.replace('{id}', ':id'),
      handle: (request, path) => take(request, path, data),
    },
    { method: 'GET', pattern: '/exams/:id/launch/:resource', handle: (request, path) => launch(request, path, data) },
  ];
}

function take(request: SandboxRequest, path: PathParameters, data: ExamData): Answer {
  const exam = openExam(data, path);
  if (exam === null) return noSuchExam(path);
  const candidate = candidateOf(request);
  return examPage({
    exam,
    candidate,
    documents: data.documents.all().filter((document) => document.exam_id === exam.id),
    attachments: data.attachments.all().filter(({ attachment }) => attachment.exam_id === exam.id),
    plans: plansOf(data, exam, candidate),
  });
}

function launch(request: SandboxRequest, path: PathParameters, data: ExamData): Answer {
  const exam = openExam(data, path);
  if (exam === null) return noSuchExam(path);
  const resourceId = path.get('resource') ?? '';
  const plan = plansOf(data, exam, candidateOf(request)).find(({ resource }) => String(resource.id) === resourceId);
  if (plan === undefined) {
    const text = `Exam ${exam.id} has no LTI resource ${resourceId}.`;
    return candidateErrorPage(404, 'Nothing to launch', text, 'lti-resource-not-found');
  }
  enrol(plan, request.now, data);
  try {
    return launchPage(signLaunch(plan, request.now), plan.resource.lti_resource_link_name);
  } catch (error) {
    if (error instanceof LaunchSetupError) {
      return candidateErrorPage(422, 'This tool cannot be launched', error.message, 'launch-setup');
    }
    throw error;
  }
}

/** Who opens a tool of an exam is a student of it from then on, known by the id and the link the launch carries. */
function enrol({ exam, resource, candidate }: LaunchPlan, now: number, { students }: ExamData): void {
  const link = resource.placeholder;
  const known = students
    .all()
    .some(
      (one) => one.exam_id === exam.id && one.external_id === `candidate-${candidate}` && one.resource_link_id === link,
    );
  if (!known) students.add((id) => ltiStudent(id, exam.id, candidate, link, now));
}

function openExam({ exams }: ExamData, path: PathParameters): Exam | null {
  const exam = exams.find(path.get('id') ?? '');
  return exam?.status === 'deleted' ? null : exam;
}

function noSuchExam(path: PathParameters): Answer {
  const text = `No exam ${path.get('id') ?? ''} was created since the sandbox started. Create one through the API, and open the page of its id.`;
  return candidateErrorPage(404, 'There is no such exam', text, 'exam-not-found');
}

function plansOf({ ltiResources, toolProviders }: ExamData, exam: Exam, candidate: number): LaunchPlan[] {
  return ltiResources.all().flatMap((resource) => {
    const provider = toolProviders.find(resource.tool_provider_id);
    return resource.exam_id === exam.id && provider !== null ? [{ exam, resource, provider, candidate }] : [];
  });
}

/** The first candidate, unless the address names another. */
function candidateOf(request: SandboxRequest): number {
  const text = request.query.get('candidate') ?? '';
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;
}
