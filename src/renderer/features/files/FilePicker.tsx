import { ActionIcon, Button, Loader } from '@mantine/core';
import { IconFile, IconPaperclip, IconX } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormFile } from '../../../protocol/models/exchanges/form-file.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { formatBytes } from '../../ui/format.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Files.module.css';
import { releaseFile, uploadFile } from './upload.ts';

type FilePickerProps = {
  id: string;
  describedBy: string;
  required: boolean;
  /** Several files may be sent under the name. */
  many: boolean;
  accept: readonly string[];
  files: readonly FormFile[];
  onChange: (files: readonly FormFile[]) => void;
};

/** Chooses the files of a field, by dialog or by dropping them here, and shows what was chosen. */
export function FilePicker({ id, describedBy, required, many, accept, files, onChange }: FilePickerProps) {
  const { t } = useTranslation('files');
  const input = useRef<HTMLInputElement>(null);
  const { reading, error, take } = useTaking(files, many, onChange);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input does the same by keyboard
    <div className={classes.picker} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <input
        ref={input}
        id={id}
        type="file"
        className={classes.native}
        multiple={many}
        accept={accept.join(',') || undefined}
        aria-describedby={describedBy}
        required={required && files.length === 0}
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again, after it was removed or has changed.
          event.currentTarget.value = '';
        }}
      />
      {files.length > 0 && (
        <ul className={classes.list} aria-label={t('chosen')}>
          {files.map((file) => (
            <li key={file.id} className={classes.file}>
              <IconFile size={14} aria-hidden />
              <span className={classes.name}>{file.name}</span>
              <span className={classes.facts}>{`${file.mediaType} · ${formatBytes(file.size)}`}</span>
              <ActionIcon
                size="xs"
                aria-label={t('remove', { name: file.name })}
                onClick={() => {
                  releaseFile(file);
                  onChange(files.filter((one) => one !== file));
                  input.current?.focus();
                }}
              >
                <IconX size={13} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Button
        aria-hidden
        tabIndex={-1}
        className={classes.choose ?? ''}
        variant="default"
        size="compact-xs"
        leftSection={reading ? <Loader size={12} /> : <IconPaperclip size={13} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {chooseText()}
      </Button>
      {error !== null && <ErrorAlert error={error} />}
    </div>
  );

  function chooseText(): string {
    if (reading) return t('reading');
    if (files.length === 0) return many ? t('chooseMany') : t('choose');
    return many ? t('chooseMore') : t('chooseAnother');
  }
}

/** Hands files to core as they are chosen; a single one takes the place of the one before. */
function useTaking(files: readonly FormFile[], many: boolean, onChange: (files: readonly FormFile[]) => void) {
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // Reading takes a while: what was removed or taken meanwhile stays so.
  const now = useRef(files);
  useEffect(() => {
    now.current = files;
  }, [files]);
  const take = async (chosen: readonly File[]) => {
    const wanted = many ? chosen : chosen.slice(0, 1);
    if (wanted.length === 0) return;
    setError(null);
    setReading(true);
    const taken: FormFile[] = [];
    try {
      for (const file of wanted) taken.push(await uploadFile(file));
    } catch (failure) {
      setError(asReadable(failure, wanted[taken.length]?.name ?? ''));
    } finally {
      setReading(false);
    }
    if (taken.length === 0) return;
    if (!many) now.current.forEach(releaseFile);
    now.current = many ? [...now.current, ...taken] : taken;
    onChange(now.current);
  };
  return { reading, error, take };
}

/** What the browser says of a file that was moved or may not be read. */
function asReadable(failure: unknown, name: string): unknown {
  return failure instanceof DOMException
    ? new ProblemError('file.unreadable', { params: { name }, detail: failure.message })
    : failure;
}
