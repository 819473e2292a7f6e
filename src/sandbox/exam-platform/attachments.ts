import type { UploadedFile } from './multipart.ts';
import { railsTime } from './values.ts';

/** A file of an exam in the documented response shape. */
export interface Attachment {
  readonly id: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly document_file_name: string;
  readonly document_content_type: string;
  readonly document_file_size: number;
  readonly document_updated_at: string;
  readonly exam_id: number;
  readonly placeholder: string;
}

/** The placeholder is the second of the upload and the file's name, as in the documents' example. */
export function newAttachment(id: number, file: UploadedFile, examId: number, now: number): Attachment {
  const at = railsTime(now);
  const name = file.name.replace(/[^A-Za-z0-9._-]/g, '_');
  return {
    id,
    created_at: at,
    updated_at: at,
    document_file_name: name,
    document_content_type: file.contentType,
    document_file_size: file.size,
    document_updated_at: at,
    exam_id: examId,
    placeholder: `${Math.floor(now / 1000)}_${name}`,
  };
}
