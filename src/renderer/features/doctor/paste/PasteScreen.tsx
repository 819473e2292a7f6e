import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiagnosisExample, RecognisedPaste } from '../../../../protocol/models/diagnosis.ts';
import { MAX_PASTE_LENGTH } from '../../../../protocol/models/diagnosis.ts';
import { useAction } from '../../../app/actions.tsx';
import { useCommandQuery } from '../../../client/queries.ts';
import { notifyProblem } from '../../../ui/notify.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { SplitPane } from '../../../ui/SplitPane.tsx';
import { isEvidence } from '../../bundle/choices.ts';
import { ReceivedBundle } from '../../bundle/ReceivedBundle.tsx';
import classes from '../Doctor.module.css';
import { DiagnosisReport } from '../report/DiagnosisReport.tsx';
import { KeySetField } from '../setup/KeySetField.tsx';
import { CredentialPart } from './CredentialPart.tsx';
import { carriesToken, diagnosisInput, emptyInput, isTooLong, type PasteInput } from './input.ts';
import { OptionFields } from './OptionFields.tsx';
import { PasteBar } from './PasteBar.tsx';
import { PasteField } from './PasteField.tsx';
import { RunLine } from './RunLine.tsx';
import { useDiagnosis } from './use-diagnosis.ts';
import { useRecognised } from './use-recognised.ts';

/** What is entered, the credential chosen for each launch with another consumer key, and a typed secret forgotten when the screen is left. */
function usePasteInput() {
  const [input, setInput] = useState<PasteInput>(emptyInput);
  const { recognised, isCurrent, error } = useRecognised(input.text, input.requestIndex);
  const [revision, setRevision] = useState(0);
  const [seen, setSeen] = useState<RecognisedPaste | null>(null);
  if (recognised !== seen) {
    setSeen(recognised);
    const [match] = recognised?.credentialIds ?? [];
    const isAnother = recognised?.pasted.consumerKey !== seen?.pasted.consumerKey;
    if (match !== undefined && isAnother && input.credential.from === 'vault')
      setInput((before) => ({ ...before, credential: { from: 'vault', id: match } }));
  }
  useEffect(
    () => () =>
      setInput((before) =>
        before.credential.from === 'typed' ? { ...before, credential: { ...before.credential, secret: '' } } : before,
      ),
    [],
  );
  const setBy = (next: (before: PasteInput) => PasteInput) => {
    setInput(next);
    setRevision((before) => before + 1);
  };
  const replace = (next: PasteInput) => setBy(() => next);
  // A file or a fetched key set may come long after it was asked for: what was entered meanwhile stays.
  const change = (part: Partial<PasteInput>) => setBy((before) => ({ ...before, ...part }));
  return { input, revision, replace, change, recognised, isCurrent, error };
}

function fromExample({ text, url, method, credential }: DiagnosisExample): PasteInput {
  return {
    ...emptyInput,
    text,
    url: url ?? '',
    method: method ?? '',
    credential: credential === null ? { from: 'none' } : { from: 'typed', ...credential },
  };
}

/** A launch is pasted, taken apart as soon as it is there, and diagnosed. */
export function PasteScreen() {
  const { t, i18n } = useTranslation('doctor');
  const { input, revision, replace, change, recognised, isCurrent, error } = usePasteInput();
  const { state, start, cancel } = useDiagnosis();
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const isReady = recognised !== null && isCurrent && state.step !== 'running';
  const received = isEvidence(input.text) && !isTooLong(input.text);
  const inputNow = (pasted: RecognisedPaste['pasted']) => diagnosisInput(input, pasted, Math.floor(Date.now() / 1000));
  const diagnose = (tryOtherCredentials: boolean) => {
    if (!isReady || received) return;
    start({ ...inputNow(recognised.pasted), tryOtherCredentials }, revision);
  };
  useAction('send', () => diagnose(false));
  useAction('cancel-run', state.step === 'running' ? cancel : null);
  const begin = (next: PasteInput) => {
    cancel();
    replace(next);
  };
  const readFile = (file: File) =>
    void file
      .text()
      .then((text) => change({ text, requestIndex: null }))
      .catch(notifyProblem);
  const number = (value: number) => value.toLocaleString(i18n.language);

  const left = (
    <section className={classes.input} aria-label={t('paste.region')}>
      <PasteBar
        isEmpty={input.text === ''}
        onText={(text) => change({ text, requestIndex: null })}
        onExample={(example) => begin(fromExample(example))}
        onClear={() => begin(emptyInput)}
      />
      <PasteField text={input.text} onChange={(text) => change({ text, requestIndex: null })} onFile={readFile} />
      {isTooLong(input.text) && (
        <p className={classes.refused} role="alert">
          {t('paste.tooLong', { length: number(input.text.length), limit: number(MAX_PASTE_LENGTH) })}
        </p>
      )}
      {error && <ErrorAlert error={error} />}
      <div className={classes.options}>
        <OptionFields pasted={recognised?.pasted ?? null} input={input} onChange={change} />
        {carriesToken(recognised?.pasted ?? null) ? (
          <KeySetField
            label={t('keySet.ofPlatform')}
            help={t('keySet.ofPlatformHelp')}
            text={input.keySet}
            onText={(keySet) => change({ keySet })}
          />
        ) : (
          <CredentialPart
            recognised={recognised}
            choice={input.credential}
            onChange={(credential) => change({ credential })}
          />
        )}
      </div>
      <RunLine
        running={state.step === 'running'}
        progress={state.step === 'running' ? state.progress : null}
        disabled={!isReady || received}
        onStart={() => diagnose(false)}
        onCancel={cancel}
      />
    </section>
  );
  const chosenId = input.credential.from === 'vault' ? input.credential.id : null;
  const hasOthers = credentials.some(({ id, kind }) => kind === 'oauth-consumer' && id !== chosenId);
  const right = received ? (
    <section className={classes.report} aria-label={t('result.region')}>
      <ReceivedBundle key={input.text} text={input.text} />
    </section>
  ) : (
    <DiagnosisReport
      pasted={recognised?.pasted ?? null}
      state={state}
      revision={revision}
      url={input.url.trim()}
      judge={input.judge}
      evidence={recognised === null ? null : { kind: 'paste', paste: inputNow(recognised.pasted) }}
      onTryOthers={hasOthers ? () => diagnose(true) : null}
    />
  );
  return (
    <SplitPane
      id="doctor"
      label={t('handle')}
      first={left}
      second={right}
      firstSide={{ min: '330px', size: '440px', fixed: true }}
      secondMin="360px"
    />
  );
}
