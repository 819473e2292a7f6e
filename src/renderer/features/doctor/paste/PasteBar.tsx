import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown, IconFileImport, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DiagnosisExample } from '../../../../protocol/models/diagnosis.ts';
import { callHost } from '../../../client/bridge.ts';
import { useAskCommand } from '../../../client/queries.ts';
import { notifyProblem } from '../../../ui/notify.ts';

const kinds = [
  'form-body',
  'key-value-lines',
  'curl-bash',
  'curl-cmd',
  'powershell',
  'fetch',
  'har',
  'http-request',
  'html-form',
  'url',
  'authorization-header',
  'base-string',
  'id-token',
] as const satisfies readonly DiagnosisExample['kind'][];

type Props = {
  isEmpty: boolean;
  onText: (text: string) => void;
  onExample: (example: DiagnosisExample) => void;
  onClear: () => void;
};

/** Ways to a text beside pasting it: a file, or an example that is made now. */
export function PasteBar({ isEmpty, onText, onExample, onClear }: Props) {
  const { t } = useTranslation('doctor');
  const askExamples = useAskCommand('diagnosis.examples');
  const open = async () => {
    const extensions = ['har', 'txt', 'json', 'html', 'htm', 'log'];
    const file = await callHost('host.openTextFile', { title: t('paste.openTitle'), extensions });
    if (file) onText(file.text);
  };
  const choose = async (kind: DiagnosisExample['kind']) => {
    const example = (await askExamples({})).find((one) => one.kind === kind);
    if (example) onExample(example);
  };
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconFileImport size={14} aria-hidden />}
        onClick={() => void open().catch(notifyProblem)}
      >
        {t('paste.open')}
      </Button>
      <Menu position="bottom-start" width={330}>
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t('paste.examples')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => void choose(kind).catch(notifyProblem)}>
              {t(`examples.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!isEmpty && (
        <Button variant="subtle" size="xs" leftSection={<IconTrash size={14} aria-hidden />} onClick={onClear}>
          {t('paste.clear')}
        </Button>
      )}
    </Group>
  );
}
