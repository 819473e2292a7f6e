import type { UploadedFile } from '../http/multipart.ts';
import { sha256Of } from '../http/multipart.ts';
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

/** A file of an exam as it is kept. */
export interface StoredAttachment {
  readonly id: number;
  /** What answers show of it. */
  readonly attachment: Attachment;
  /** Of the bytes that arrived, lower-case hex. */
  readonly sha256: string;
  /** The bytes of a picture small enough to be shown in the exam, else `null`: nothing would read them. */
  readonly picture: Buffer | null;
}

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const largestPicture = 1024 * 1024;

/** The placeholder is the second of the upload and the file's name, as in the documents' example. */
export function newAttachment(id: number, file: UploadedFile, examId: number, now: number): StoredAttachment {
  const at = railsTime(now);
  const name = file.name.replace(/[^A-Za-z0-9._-]/g, '_');
  const size = file.content.length;
  return {
    id,
    attachment: {
      id,
      created_at: at,
      updated_at: at,
      document_file_name: name,
      document_content_type: file.contentType,
      document_file_size: size,
      document_updated_at: at,
      exam_id: examId,
      placeholder: `${Math.floor(now / 1000)}_${name}`,
    },
    sha256: sha256Of(file),
    picture: pictures.includes(file.contentType) && size <= largestPicture ? Buffer.from(file.content) : null,
  };
}
