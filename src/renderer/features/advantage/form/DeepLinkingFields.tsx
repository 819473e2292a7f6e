import { Checkbox, MultiSelect, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DeepLinkingRequest, deepLinkingRequestSchema } from '../../../../protocol/models/advantage/launch.ts';

const targets = ['iframe', 'window', 'embed'] as const;
const types = ['ltiResourceLink', 'link', 'file', 'html', 'image'];
const switches = ['acceptMultiple', 'acceptLineItem', 'autoCreate'] as const;
const texts = ['title', 'text', 'data'] as const;

type Props = { settings: DeepLinkingRequest | null; onChange: (settings: DeepLinkingRequest) => void };

/** What a deep linking request asks for. */
export function DeepLinkingFields({ settings, onChange }: Props) {
  const { t } = useTranslation('advantage');
  const now = settings ?? deepLinkingRequestSchema.parse({});
  const change = (part: Partial<DeepLinkingRequest>) => onChange({ ...now, ...part });
  return (
    <>
      <TagsInput
        label={t('form.acceptTypes')}
        data={types}
        value={now.acceptTypes}
        onChange={(acceptTypes) => acceptTypes.length > 0 && change({ acceptTypes })}
      />
      <MultiSelect
        label={t('form.targets')}
        data={[...targets]}
        value={now.acceptPresentationDocumentTargets}
        onChange={(chosen) => {
          const next = targets.filter((target) => chosen.includes(target));
          if (next.length > 0) change({ acceptPresentationDocumentTargets: next });
        }}
      />
      <TextInput
        label={t('form.mediaTypes')}
        description={t('form.mediaTypesHelp')}
        value={now.acceptMediaTypes}
        onChange={(event) => change({ acceptMediaTypes: event.currentTarget.value })}
      />
      {switches.map((name) => (
        <Checkbox
          key={name}
          label={t(`form.${name}`)}
          checked={now[name]}
          onChange={(event) => change({ [name]: event.currentTarget.checked })}
        />
      ))}
      {texts.map((name) => (
        <TextInput
          key={name}
          label={t(`form.${name}`)}
          value={now[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}
