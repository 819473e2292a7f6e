import type { Parameters } from './parameters.ts';
import { railsTime, textOf } from './values.ts';

/** Instructions of an exam in the documented response shape. */
export interface ExamDocument {
  readonly id: number;
  readonly exam_content: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly exam_id: number;
  readonly file_file_name: null;
  readonly file_content_type: null;
  readonly file_file_size: null;
  readonly file_updated_at: null;
  readonly file_processing: boolean;
}

export function newDocument(id: number, parameters: Parameters, examId: number, now: number): ExamDocument {
  const at = railsTime(now);
  return {
    id,
    exam_content: textOf(parameters, 'exam_content', ''),
    created_at: at,
    updated_at: at,
    exam_id: examId,
    file_file_name: null,
    file_content_type: null,
    file_file_size: null,
    file_updated_at: null,
    file_processing: false,
  };
}

export function changedDocument(old: ExamDocument, parameters: Parameters, now: number): ExamDocument {
  return { ...old, exam_content: textOf(parameters, 'exam_content', old.exam_content), updated_at: railsTime(now) };
}
