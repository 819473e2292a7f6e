import type { Answer } from '../http/answer.ts';
import { json, withHeaders } from '../http/answer.ts';
import { multipartForm } from '../http/multipart.ts';
import type { Route } from '../http/router.ts';
import type { Action, Call, ExamData } from './api.ts';
import { apiRoute, demand, listAnswer } from './api.ts';
import type { StoredAttachment } from './attachments.ts';
import { newAttachment } from './attachments.ts';
import type { Guard } from './checks.ts';
import type { ExamDocument } from './documents.ts';
import { changedDocument, newDocument } from './documents.ts';
import type { Exam } from './exams.ts';
import { notFound, parameterMissing } from './refusals.ts';

const inExam = { numbers: ['exam_id'] };
const memberInExam = { numbers: ['exam_id', 'id'] };

/** Documents and attachments: they belong to the exam whose id stands in the path as `exam_id`. */
export function examPartRoutes(guard: Guard, data: ExamData): Route[] {
  return [...documentRoutes(guard, data), ...attachmentRoutes(guard, data)];
}

function documentRoutes(guard: Guard, data: ExamData): Route[] {
  const { documents } = data;
  const withDocument = (action: (document: ExamDocument, call: Call) => Answer): Action =>
    withExam(data, (exam, call) => {
      const id = call.path.get('id') ?? '';
      const document = documents.find(id);
      return document?.exam_id === exam.id ? action(document, call) : notFound('Document', id, 'document-not-found');
    });
  const create = withExam(data, (exam, { parameters, request }) =>
    json(200, { document: documents.add((id) => newDocument(id, parameters, exam.id, request.now)) }),
  );
  /** "List documents" answers a single `document` in the documents' example; so does this, with the latest. */
  const list = withExam(data, (exam) =>
    json(200, { document: documents.all().findLast((document) => document.exam_id === exam.id) ?? null }),
  );
  const show = withDocument((document) => json(200, { document }));
  const update = withDocument((document, { parameters, request }) =>
    json(200, { document: documents.replace(changedDocument(document, parameters, request.now)) }),
  );
  const destroy = withDocument((document) => {
    documents.remove(document.id);
    return json(200, { document });
  });

  const collection = '/exams/:exam_id/documents';
  const content = { strings: ['exam_content'] };
  const changes = demand(403, { ...memberInExam, ...content });
  return [
    apiRoute(guard, ['POST', collection], demand(403, { ...inExam, ...content, required: ['exam_content'] }), create),
    apiRoute(guard, ['GET', collection], demand(403, inExam), list),
    apiRoute(guard, ['GET', `${collection}/:id`], demand(403, memberInExam), show),
    apiRoute(guard, ['PATCH', `${collection}/:id`], changes, update),
    apiRoute(guard, ['PUT', `${collection}/:id`], changes, update),
    apiRoute(guard, ['DELETE', `${collection}/:id`], demand(403, memberInExam), destroy),
  ];
}

function attachmentRoutes(guard: Guard, data: ExamData): Route[] {
  const { attachments } = data;
  const withAttachment = (action: (attachment: StoredAttachment) => Answer): Action =>
    withExam(data, (exam, { path }) => {
      const id = path.get('id') ?? '';
      const stored = attachments.find(id);
      return stored?.attachment.exam_id === exam.id
        ? action(stored)
        : notFound('Attachment', id, 'attachment-not-found');
    });
  const create = withExam(data, (exam, { request }) => {
    const file = multipartForm(request).files.find(({ field }) => field === 'document');
    if (file === undefined || file.content.length === 0) return parameterMissing('document');
    return shown(attachments.add((id) => newAttachment(id, file, exam.id, request.now)));
  });
  const list = withExam(data, (exam, { parameters }) =>
    listAnswer(
      'attachments',
      attachments
        .all()
        .map(({ attachment }) => attachment)
        .filter((attachment) => attachment.exam_id === exam.id),
      parameters,
    ),
  );
  const show = withAttachment(shown);
  const destroy = withAttachment((stored) => {
    attachments.remove(stored.id);
    return shown(stored);
  });

  const collection = '/exams/:exam_id/attachments';
  return [
    apiRoute(guard, ['POST', collection], demand(403, inExam), create),
    apiRoute(guard, ['GET', collection], demand(403, inExam), list),
    apiRoute(guard, ['GET', `${collection}/:id`], demand(403, memberInExam), show),
    apiRoute(guard, ['DELETE', `${collection}/:id`], demand(403, memberInExam), destroy),
  ];
}

/** The documents show no hash in the answer, so it comes in a header. */
function shown({ attachment, sha256 }: StoredAttachment): Answer {
  return withHeaders(json(200, { attachment }), [['x-sandbox-document-sha256', sha256]]);
}

function withExam({ exams }: ExamData, action: (exam: Exam, call: Call) => Answer): Action {
  return (call) => {
    const id = call.path.get('exam_id') ?? '';
    const exam = exams.find(id);
    return exam === null ? notFound('Exam', id, 'exam-not-found') : action(exam, call);
  };
}
