import { json } from '@codemirror/lang-json';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import { Select } from '@mantine/core';
import CodeMirror from '@uiw/react-codemirror';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClaimFault } from '../../../../protocol/models/advantage/checklist.ts';
import type { MessagePreview } from '../../../../protocol/models/advantage/message.ts';
import { readStyleNonce } from '../../../client/nonce.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { codeTheme } from '../../../ui/code-theme.ts';
import classes from './AdvantageForm.module.css';
import { claimOfPath, lineOfClaim, readClaims, withClaim } from './setup.ts';

const setup = {
  lineNumbers: true,
  foldGutter: false,
  highlightActiveLine: false,
  highlightActiveLineGutter: false,
  autocompletion: false,
  syntaxHighlighting: false,
} as const;

type Problem = { line: number | null; fault: ClaimFault };

/** Marks the lines something is wrong on. */
function marked(lines: readonly number[]): Extension {
  const mark = Decoration.line({ class: classes.faultLine ?? '' });
  return EditorView.decorations.of((view) => {
    const own = lines.filter((line) => line <= view.state.doc.lines);
    return Decoration.set(
      own.map((line) => mark.range(view.state.doc.line(line).from)),
      true,
    );
  });
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  const { t } = useTranslation('advantage');
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems} aria-label={t('claims.problems')}>
      {problems.map(({ line, fault }) => (
        <li key={`${fault.path} ${fault.expected}`} data-severity={fault.severity}>
          <strong>{line === null ? t('claims.notTyped') : t('claims.line', { line })}</strong> <code>{fault.path}</code>{' '}
          {fault.seen} → {fault.expected}
        </li>
      ))}
    </ul>
  );
}

type Props = { text: string; onChange: (text: string) => void; message: MessagePreview | undefined };

/** Claims laid over those of the preset: JSON with its problems, and a list of known claims to add. */
export function ClaimsEditor({ text, onChange, message }: Props) {
  const { t } = useTranslation('advantage');
  const known = useCommandQuery('advantage.claims', {}).data ?? [];
  const read = readClaims(text);
  const problems = useMemo(
    () =>
      (message?.faults ?? [])
        .filter(({ severity }) => severity !== 'info')
        .map((fault): Problem => ({ fault, line: lineOfClaim(text, claimOfPath(fault.path)) })),
    [message, text],
  );
  const extensions = useMemo(
    () => [
      EditorView.cspNonce.of(readStyleNonce()),
      EditorView.contentAttributes.of({ 'aria-label': t('claims.editor') }),
      json(),
      codeTheme,
      EditorView.lineWrapping,
      marked([...new Set(problems.flatMap(({ line }) => line ?? []))].sort((a, b) => a - b)),
    ],
    [problems, t],
  );
  const add = (name: string | null) => {
    const claim = known.find((one) => one.name === name);
    if (claim === undefined) return;
    const present = message?.claims.find((one) => one.name === claim.name)?.value;
    const value = present === undefined ? claim.example : JSON.stringify(present);
    const next = withClaim(text, claim.name, value);
    if (next !== null) onChange(next);
  };
  return (
    <>
      <p className={classes.dim}>{t('claims.help')}</p>
      <Select
        aria-label={t('claims.add')}
        placeholder={t('claims.addPlaceholder')}
        data={known.map(({ name }) => ({ value: name, label: name }))}
        renderOption={({ option }) => {
          const claim = known.find(({ name }) => name === option.value);
          return (
            <div className={classes.claimOption}>
              <code>{option.label}</code>
              <span>
                {claim?.description} <em>{claim?.source}</em>
              </span>
            </div>
          );
        }}
        value={null}
        onChange={add}
        nothingFoundMessage={t('claims.nothing')}
        disabled={!read.ok}
        maxDropdownHeight={280}
        searchable
      />
      <div className={classes.editor} data-invalid={!read.ok}>
        <CodeMirror
          value={text}
          onChange={onChange}
          placeholder={'{\n  "email": null\n}'}
          minHeight="84px"
          maxHeight="320px"
          theme="none"
          basicSetup={setup}
          extensions={extensions}
        />
      </div>
      {!read.ok && (
        <p className={classes.bad} role="alert">
          {t('claims.invalid', { reason: read.reason })}
        </p>
      )}
      <Problems problems={problems} />
    </>
  );
}
