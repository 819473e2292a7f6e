import { useTranslation } from 'react-i18next';
import type { Multipart } from '../../../protocol/models/signing.ts';
import { formatBytes } from '../../ui/format.ts';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';

/** The files of a request: name, media type, size and hash. */
export function SentFiles({ files }: Pick<Multipart, 'files'>) {
  const { t } = useTranslation('files');
  const rows = files.map(({ name, file }): [string, string] => [
    name,
    `${file.name} · ${file.mediaType} · ${formatBytes(file.size)} · SHA-256 ${file.sha256}`,
  ]);
  return <KeyValueTable rows={rows} label={t('sent')} />;
}
