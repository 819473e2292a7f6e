import { Button, Checkbox, MultiSelect, Popover, Stack, Switch, TagsInput } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchSetup, PlatformPart } from '../../../protocol/models/lti/launch-setup.ts';
import { type ContentItemRequest, contentItemRequestSchema } from '../../../protocol/models/lti/lti.ts';
import classes from './LaunchAs.module.css';
import { serviceCount } from './preset.ts';

const targets = contentItemRequestSchema.shape.presentationTargets.element.options;
const nothing: PlatformPart = { returnUrl: false, outcomes: false, contentItems: null };
const firstRequest: ContentItemRequest = {
  acceptMediaTypes: ['application/vnd.ims.lti.v1.ltilink', '*/*'],
  presentationTargets: ['iframe', 'window'],
};

function SelectionFields({
  request,
  change,
}: {
  request: ContentItemRequest;
  change: (part: Partial<ContentItemRequest>) => void;
}) {
  const { t } = useTranslation('lms');
  return (
    <Stack gap="xs" pl={34}>
      <TagsInput
        label={t('services.mediaTypes')}
        value={request.acceptMediaTypes}
        onChange={(acceptMediaTypes) => acceptMediaTypes.length > 0 && change({ acceptMediaTypes })}
        comboboxProps={{ withinPortal: false }}
      />
      <MultiSelect
        label={t('services.targets')}
        data={[...targets]}
        value={request.presentationTargets}
        onChange={(chosen) => {
          const presentationTargets = targets.filter((target) => chosen.includes(target));
          if (presentationTargets.length > 0) change({ presentationTargets });
        }}
        comboboxProps={{ withinPortal: false }}
      />
      {(['acceptMultiple', 'acceptUnsigned', 'autoCreate'] as const).map((name) => (
        <Checkbox
          key={name}
          label={t(`services.${name}`)}
          checked={request[name] ?? false}
          onChange={(event) => change({ [name]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  );
}

type ServicesPopoverProps = { setup: LaunchSetup; onChange: (platform: PlatformPart) => void };

/** What the platform answers in the course of the launch. */
export function ServicesPopover({ setup, onChange }: ServicesPopoverProps) {
  const { t } = useTranslation('lms');
  const [opened, setOpened] = useState(false);
  const platform = setup.platform ?? nothing;
  const { contentItems } = platform;
  const count = serviceCount(setup);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={340} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPlugConnected size={13} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('services.button')}
          {count > 0 && <span className={classes.count}>{count}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.pop}>
          <h3 className={classes.popTitle}>{t('services.title')}</h3>
          <p className={classes.dim}>{t('services.help')}</p>
          {(['returnUrl', 'outcomes'] as const).map((name) => (
            <Switch
              key={name}
              size="xs"
              label={t(`services.${name}`)}
              description={t(`services.${name}Help`)}
              checked={platform[name]}
              onChange={(event) => onChange({ ...platform, [name]: event.currentTarget.checked })}
            />
          ))}
          <Switch
            size="xs"
            label={t('services.contentItems')}
            description={t('services.contentItemsHelp')}
            checked={contentItems !== null}
            onChange={(event) =>
              onChange({ ...platform, contentItems: event.currentTarget.checked ? firstRequest : null })
            }
          />
          {contentItems && (
            <SelectionFields
              request={contentItems}
              change={(part) => onChange({ ...platform, contentItems: { ...contentItems, ...part } })}
            />
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
