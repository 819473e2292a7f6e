import { Button, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeySetDiagnosis } from '../../../../protocol/models/diagnosis.ts';
import { useCommandMutation } from '../../../client/queries.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import classes from './Setup.module.css';

type Props = {
  /** Whose key set it is, as the fields say it. */
  label: string;
  help: string;
  text: string;
  onText: (text: string) => void;
  /** Where the address is kept by the form around it; the field keeps it by itself otherwise. */
  address?: { value: string; onChange: (value: string) => void };
  /** Told what was found, where the form around it shows that. */
  onFetched?: (diagnosis: KeySetDiagnosis) => void;
};

/** A key set as text, or fetched from its address when a person asks for it. */
export function KeySetField({ label, help, text, onText, address, onFetched }: Props) {
  const { t } = useTranslation('doctor');
  const [ownAddress, setOwnAddress] = useState('');
  const fetchSet = useCommandMutation('diagnosis.jwks');
  const url = (address?.value ?? ownAddress).trim();
  const standing = useRef(url);
  useEffect(() => {
    standing.current = url;
  }, [url]);
  const read = async () => {
    const diagnosis = await fetchSet.mutateAsync({ url });
    // Another address stands there now, or none: this is the answer of neither.
    if (standing.current !== url) return;
    if (diagnosis.keySet !== null) onText(diagnosis.keySet);
    onFetched?.(diagnosis);
  };
  const isOfAddress = fetchSet.variables?.url === url;
  const found = isOfAddress ? fetchSet.data : undefined;
  return (
    <section className={classes.keys} aria-label={label}>
      <div className={classes.fetch}>
        <TextInput
          label={t('keySet.url')}
          placeholder="https://lms.example/jwks"
          spellCheck={false}
          value={address?.value ?? ownAddress}
          onChange={({ currentTarget }) => (address?.onChange ?? setOwnAddress)(currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={!/^https?:\/\/[^\s/]/i.test(url)}
          loading={fetchSet.isPending}
          onClick={() => void read().catch(() => {})}
        >
          {t('keySet.fetch')}
        </Button>
      </div>
      <div role="status" className={classes.fetched}>
        {found && t('keySet.fetched', { count: found.keys.length, bytes: found.bytes })}
        {found && onFetched === undefined && (
          <ul>
            {found.checks.map(({ id, title, severity }) => (
              <li key={`${id} ${title}`} data-severity={severity}>
                {t(`severity.${severity}`)}: {title}
              </li>
            ))}
          </ul>
        )}
      </div>
      {isOfAddress && fetchSet.error && <ErrorAlert error={fetchSet.error} />}
      <Textarea
        label={label}
        description={help}
        placeholder='{"keys": […]}'
        classNames={{ input: classes.code ?? '' }}
        rows={4}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
    </section>
  );
}
