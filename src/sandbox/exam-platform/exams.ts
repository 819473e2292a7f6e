import { createHash } from 'node:crypto';
import type { Parameters } from './parameters.ts';
import { countOf, flagOf, railsTime, textOf, timeOf } from './values.ts';

/** What a caller may set of an exam and the answer repeats. */
interface ExamSettings {
  readonly name: string;
  readonly duration_minutes: number | null;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly upload_answers: boolean;
  readonly restrictions: string | null;
  readonly for_reviewing: boolean;
  readonly use_duration: boolean;
  readonly global_proctoring: boolean;
  readonly global_reviewing: boolean;
  readonly mobile_cam: boolean;
}

/** An exam in the documented response shape. */
export interface Exam extends ExamSettings {
  readonly id: number;
  readonly institute_id: number;
  readonly terms: null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly clipboard: null;
  readonly mode: string;
  readonly token: string;
  readonly user_id: number;
  readonly published: boolean;
  readonly status: string;
  readonly uploaded_exam_documents_file_name: null;
  readonly uploaded_exam_documents_content_type: null;
  readonly uploaded_exam_documents_file_size: null;
  readonly uploaded_exam_documents_updated_at: null;
  readonly timezone: number;
  readonly exam_language: string;
  readonly web_cam: boolean;
  readonly screen_share: boolean;
  readonly live_proctoring: boolean;
}

const unset: ExamSettings = {
  name: '',
  duration_minutes: null,
  start_time: null,
  end_time: null,
  upload_answers: false,
  restrictions: null,
  for_reviewing: false,
  use_duration: false,
  global_proctoring: true,
  global_reviewing: true,
  mobile_cam: true,
};

export function newExam(id: number, parameters: Parameters, now: number): Exam {
  const at = railsTime(now);
  return {
    id,
    institute_id: 1,
    terms: null,
    created_at: at,
    updated_at: at,
    clipboard: null,
    mode: '01110000',
    token: createHash('md5').update(`exam ${id}`).digest('hex'),
    user_id: 5,
    published: false,
    status: 'open',
    uploaded_exam_documents_file_name: null,
    uploaded_exam_documents_content_type: null,
    uploaded_exam_documents_file_size: null,
    uploaded_exam_documents_updated_at: null,
    timezone: 0,
    exam_language: 'en-GB',
    web_cam: true,
    screen_share: true,
    live_proctoring: false,
    ...settingsOf(parameters, unset),
  };
}

export function changedExam(old: Exam, parameters: Parameters, now: number): Exam {
  return { ...old, ...settingsOf(parameters, old), updated_at: railsTime(now) };
}

function settingsOf(parameters: Parameters, old: ExamSettings): ExamSettings {
  return {
    name: textOf(parameters, 'name', old.name),
    duration_minutes: countOf(parameters, 'duration_minutes', old.duration_minutes),
    start_time: timeOf(parameters, 'start_time', old.start_time),
    end_time: timeOf(parameters, 'end_time', old.end_time),
    upload_answers: flagOf(parameters, 'upload_answers', old.upload_answers),
    restrictions: textOf(parameters, 'restrictions', old.restrictions),
    for_reviewing: flagOf(parameters, 'for_reviewing', old.for_reviewing),
    use_duration: flagOf(parameters, 'use_duration', old.use_duration),
    global_proctoring: flagOf(parameters, 'global_proctoring', old.global_proctoring),
    global_reviewing: flagOf(parameters, 'global_reviewing', old.global_reviewing),
    mobile_cam: flagOf(parameters, 'mobile_cam', old.mobile_cam),
  };
}
