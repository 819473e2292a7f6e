import { Checkbox, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type CsvPreview,
  type CsvSettings,
  csvEncodingSchema,
  csvSeparatorSchema,
} from '../../../protocol/models/data/portability.ts';
import { credentialKindSchema } from '../../../protocol/models/vault/vault.ts';

const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

export type ReadingProps = { preview: CsvPreview; settings: CsvSettings; onChange: (settings: CsvSettings) => void };

/** How the table was read, to be changed by hand. What depends on the columns is found anew when they become others. */
export function CsvReading({ preview, settings, onChange }: ReadingProps) {
  const { t } = useTranslation('portability');
  const { t: words } = useTranslation('credentials');
  const { fields: _, ...withoutFields } = settings;
  const set = (part: CsvSettings, keepsColumns: boolean) =>
    onChange({ ...(keepsColumns ? settings : withoutFields), ...part });
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('csv.kind')}
        value={settings.kind ?? preview.kind}
        onChange={({ currentTarget: { value } }) => {
          const kind = credentialKindSchema.safeParse(value);
          if (kind.success) set({ kind: kind.data }, true);
        }}
        data={credentialKindSchema.options.map((value) => ({ value, label: words(`kinds.${value}`) }))}
      />
      <NativeSelect
        label={t('csv.separator')}
        value={settings.separator ?? preview.separator}
        onChange={({ currentTarget: { value } }) => {
          const separator = csvSeparatorSchema.safeParse(value);
          if (separator.success) set({ separator: separator.data }, false);
        }}
        data={csvSeparatorSchema.options.map((value) => ({ value, label: t(`separators.${separatorNames[value]}`) }))}
      />
      <NativeSelect
        label={t('csv.encoding')}
        value={settings.encoding ?? preview.encoding}
        onChange={({ currentTarget: { value } }) => {
          const encoding = csvEncodingSchema.safeParse(value);
          if (encoding.success) set({ encoding: encoding.data }, false);
        }}
        data={csvEncodingSchema.options.map((value) => ({ value, label: t(`encodings.${value}`) }))}
      />
      <Checkbox
        mb={6}
        label={t('csv.header')}
        checked={settings.header ?? preview.header}
        onChange={(event) => set({ header: event.currentTarget.checked }, false)}
      />
      <Checkbox
        mb={6}
        label={t('csv.tidy')}
        checked={settings.tidy ?? preview.tidy}
        onChange={(event) => set({ tidy: event.currentTarget.checked }, true)}
      />
    </Group>
  );
}
