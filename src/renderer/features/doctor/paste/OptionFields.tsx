import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Pasted } from '../../../../protocol/models/diagnosis.ts';
import classes from '../Doctor.module.css';
import type { PasteInput } from './input.ts';

type Props = { pasted: Pasted | null; input: PasteInput; onChange: (part: Partial<PasteInput>) => void };

/** What a paste does not always say: which request, where it was received, and when it is judged. */
export function OptionFields({ pasted, input, onChange }: Props) {
  const { t } = useTranslation('doctor');
  const requests = pasted?.requests ?? [];
  const lacksUrl = pasted?.lacks.includes('url') ?? false;
  return (
    <>
      {requests.length > 1 && (
        <Select
          label={t('options.request')}
          description={t('options.requestHelp')}
          data={requests.map(({ index, method, url }) => ({
            value: String(index),
            label: `${index + 1}. ${method} ${url}`,
          }))}
          value={String(pasted?.requestIndex ?? '')}
          onChange={(value) => onChange({ requestIndex: value === null ? null : Number(value) })}
          allowDeselect={false}
          searchable
        />
      )}
      <div className={classes.address}>
        <TextInput
          label={t('options.method')}
          placeholder={pasted?.request?.method ?? 'POST'}
          value={input.method}
          spellCheck={false}
          onChange={(event) => onChange({ method: event.currentTarget.value })}
        />
        <TextInput
          label={t('options.url')}
          description={lacksUrl ? t('options.urlHelp') : t('options.urlFromPaste')}
          placeholder={pasted?.request?.url?.slice(0, 200) ?? 'https://'}
          inputWrapperOrder={['label', 'input', 'description']}
          value={input.url}
          spellCheck={false}
          data-lacking={(lacksUrl && input.url === '') || undefined}
          onChange={(event) => onChange({ url: event.currentTarget.value })}
        />
      </div>
      {pasted?.scheme === 'proctorexam' && (
        <Textarea
          label={t('options.pathParams')}
          description={t('options.pathParamsHelp')}
          value={input.pathParams}
          autosize
          maxRows={4}
          onChange={(event) => onChange({ pathParams: event.currentTarget.value })}
        />
      )}
      <div className={classes.judge}>
        <span className={classes.label}>{t('options.judge')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('options.judge')}
          data={[
            { value: 'now', label: t('options.judgeNow') },
            { value: 'made', label: t('options.judgeMade') },
          ]}
          value={input.judge}
          onChange={(judge) => onChange({ judge })}
        />
      </div>
    </>
  );
}
