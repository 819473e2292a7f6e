import { Button, Checkbox, Popover, Select, Textarea } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchSetup, PresetChoice } from '../../../protocol/models/lti/launch-setup.ts';
import { documentTargetSchema, type LmsPreset, querySigningSchema } from '../../../protocol/models/lti/lti.ts';
import classes from './LaunchAs.module.css';
import { readCustom, writeCustom } from './preset.ts';

type OptionsPopoverProps = {
  preset: LmsPreset;
  choice: PresetChoice;
  setup: LaunchSetup;
  onChoose: (part: Partial<PresetChoice>) => void;
  onSetUp: (part: LaunchSetup) => void;
};

function PresetOptions({ preset, choice, onChoose }: Pick<OptionsPopoverProps, 'preset' | 'choice' | 'onChoose'>) {
  const { t } = useTranslation('lms');
  return preset.options.map(({ id, title, effect, source }) => (
    <Checkbox
      key={id}
      label={title}
      description={`${effect} (${t(`notes.basis.${source.basis}`)}: ${source.document})`}
      checked={choice.options.includes(id)}
      onChange={(event) => {
        const others = choice.options.filter((one) => one !== id);
        onChoose({ options: event.currentTarget.checked ? [...others, id] : others });
      }}
    />
  ));
}

function CustomFields({ choice, onChoose }: Pick<OptionsPopoverProps, 'choice' | 'onChoose'>) {
  const { t } = useTranslation('lms');
  const [text, setText] = useState(() => writeCustom(choice.custom));
  return (
    <Textarea
      label={t('options.custom')}
      description={t('options.customHelp')}
      classNames={{ input: classes.mono ?? '' }}
      autosize
      minRows={2}
      maxRows={6}
      spellCheck={false}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChoose({ custom: readCustom(event.currentTarget.value) });
      }}
    />
  );
}

/** What the administrator of the LMS would set: its own options, where the tool opens, custom parameters, how it signs. */
export function OptionsPopover({ preset, choice, setup, onChoose, onSetUp }: OptionsPopoverProps) {
  const { t } = useTranslation('lms');
  const [opened, setOpened] = useState(false);
  const signing = setup.querySigning ?? 'standard';
  const targets = [
    { value: 'same', label: t('options.targets.same') },
    ...documentTargetSchema.options.map((value) => ({ value, label: t(`options.targets.${value}`) })),
  ];
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={360} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconAdjustments size={13} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('options.button')}
          {choice.options.length > 0 && <span className={classes.count}>{choice.options.length}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.pop}>
          <p className={classes.dim}>
            {preset.description} {t(`knowledge.${preset.knowledge}`)}
          </p>
          <PresetOptions preset={preset} choice={choice} onChoose={onChoose} />
          <Select
            label={t('options.target')}
            data={targets}
            value={choice.documentTarget ?? 'same'}
            onChange={(value) => onChoose({ documentTarget: documentTargetSchema.safeParse(value).data ?? null })}
            comboboxProps={{ withinPortal: false }}
          />
          <CustomFields choice={choice} onChoose={onChoose} />
          <Select
            label={t('options.signing')}
            data={querySigningSchema.options.map((value) => ({ value, label: t(`options.signings.${value}`) }))}
            value={signing}
            onChange={(value) => {
              const read = querySigningSchema.safeParse(value);
              if (read.success) onSetUp({ querySigning: read.data });
            }}
            comboboxProps={{ withinPortal: false }}
          />
          {signing === 'canvas-legacy' && <p className={classes.warning}>{t('options.signingWarning')}</p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
