import type { Parameters } from './parameters.ts';
import { flagOf, railsTime, textOf, timeOf } from './values.ts';

/** A student of an exam: those members of the documented response that something here sets. */
export interface Student {
  readonly id: number;
  readonly exam_id: number;
  readonly name: string;
  readonly email: string;
  /** The id an LMS knows the student by, and the link they came through. */
  readonly external_id: string | null;
  readonly resource_link_id: string | null;
  readonly status: 'registered' | 'email_sent' | 'in_setup';
  readonly token: null;
  readonly individual_info: string | null;
  readonly is_individual_info_html: boolean;
  readonly skip_requirements: boolean;
  readonly open_time: string | null;
  readonly start_time: null;
  readonly end_time: null;
  readonly attempt: number;
  readonly is_email_sent: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A student as a call registers one. */
export function newStudent(id: number, parameters: Parameters, examId: number, now: number): Student {
  return {
    ...unset(id, examId, now),
    name: textOf(parameters, 'name', ''),
    email: textOf(parameters, 'email', ''),
    individual_info: textOf(parameters, 'individual_info', null),
    is_individual_info_html: flagOf(parameters, 'is_individual_info_html', false),
    skip_requirements: flagOf(parameters, 'skip_requirements', false),
    open_time: timeOf(parameters, 'open_time', null),
  };
}

/** A candidate who opened a tool of the exam, under the id the launch carries. */
export function ltiStudent(id: number, examId: number, candidate: number, link: string, now: number): Student {
  return {
    ...unset(id, examId, now),
    name: `Candidate ${candidate}`,
    email: `candidate-${candidate}@exam.example`,
    external_id: `candidate-${candidate}`,
    resource_link_id: link,
    status: 'in_setup',
  };
}

function unset(id: number, examId: number, now: number): Student {
  const at = railsTime(now);
  return {
    id,
    exam_id: examId,
    name: '',
    email: '',
    external_id: null,
    resource_link_id: null,
    status: 'registered',
    token: null,
    individual_info: null,
    is_individual_info_html: false,
    skip_requirements: false,
    open_time: null,
    start_time: null,
    end_time: null,
    attempt: 0,
    is_email_sent: false,
    created_at: at,
    updated_at: at,
  };
}
