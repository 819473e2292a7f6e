import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationReading } from '../../../protocol/models/advantage/registration.ts';
import { useNewest } from '../../client/newest.ts';
import { asProblem, useCommandMutation } from '../../client/queries.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { ReadingNotes } from './ReadingNotes.tsx';
import classes from './Registrations.module.css';

/** In the words of the reader where it says what the text is instead. */
function told(error: unknown): string | null {
  if (error === null) return null;
  const { problem } = asProblem(error);
  return problem.code === 'input.invalid' && problem.detail !== undefined
    ? `Expected ${problem.detail}.`
    : problemText(problem).title;
}

type Props = { reading: RegistrationReading | null; onReading: (reading: RegistrationReading | null) => void };

/** A configuration to paste or to fetch, and what was read in it. */
export function Configuration({ reading, onReading }: Props) {
  const { t } = useTranslation('registrations');
  const [text, setText] = useState('');
  const [url, setUrl] = useState('');
  const read = useCommandMutation('registrations.read');
  const fetched = useCommandMutation('registrations.fetch');
  // An address may take long to answer: what was pasted meanwhile is not replaced.
  const newest = useNewest();
  const result = useRef<HTMLDivElement>(null);
  // In a small window it lies below what was pasted.
  useEffect(() => {
    if (reading !== null) result.current?.scrollIntoView({ block: 'start' });
  }, [reading]);
  const readText = (given: string) => {
    fetched.reset();
    newest(read.mutateAsync({ text: given }), onReading, () => onReading(null));
  };
  const fetchUrl = (event: FormEvent) => {
    event.preventDefault();
    read.reset();
    newest(fetched.mutateAsync({ url: url.trim() }), onReading, () => onReading(null));
  };
  return (
    <div className={classes.configuration}>
      <Textarea
        label={t('paste.label')}
        placeholder={t('paste.placeholder')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (text === '' && pasted.trim() !== '') readText(pasted);
        }}
        error={told(read.error)}
        classNames={{ input: classes.code ?? '' }}
        spellCheck={false}
        rows={7}
      />
      <Button variant="default" onClick={() => readText(text)} loading={read.isPending} disabled={text.trim() === ''}>
        {t('paste.read')}
      </Button>
      <form onSubmit={fetchUrl} className={classes.fetch} noValidate>
        <TextInput
          label={t('paste.url')}
          description={t('paste.urlHelp')}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={told(fetched.error)}
          placeholder="https://"
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" variant="default" loading={fetched.isPending} disabled={url.trim() === ''}>
          {t('paste.fetch')}
        </Button>
      </form>
      {reading && (
        <div ref={result} className={classes.read}>
          <p className={classes.dim}>{t(`paste.as.${reading.format}`)}</p>
          <ReadingNotes notes={reading.notes} />
        </div>
      )}
    </div>
  );
}
