import { EditorView, placeholder } from '@codemirror/view';
import CodeMirror from '@uiw/react-codemirror';
import { type DragEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readStyleNonce } from '../../../client/nonce.ts';
import { codeTheme } from '../../../ui/code-theme.ts';
import classes from '../Doctor.module.css';

const setup = {
  lineNumbers: false,
  foldGutter: false,
  highlightActiveLine: false,
  autocompletion: false,
  closeBrackets: false,
  syntaxHighlighting: false,
  bracketMatching: false,
  highlightSelectionMatches: false,
} as const;

type Props = { text: string; onChange: (text: string) => void; onFile: (file: File) => void };

function carriesFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files');
}

/** The paste as plain text. An editor shows only the lines in view, so that millions of characters do not freeze the window. */
export function PasteField({ text, onChange, onFile }: Props) {
  const { t } = useTranslation('doctor');
  const [over, setOver] = useState(false);
  const extensions = useMemo(
    () => [
      EditorView.cspNonce.of(readStyleNonce()),
      EditorView.contentAttributes.of({ 'aria-label': t('paste.text'), tabindex: '0' }),
      EditorView.lineWrapping,
      placeholder(t('paste.placeholder')),
      codeTheme,
    ],
    [t],
  );
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    setOver(false);
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one more way to what the button beside it does
    <div
      className={classes.field}
      data-over={over || undefined}
      onDragOverCapture={(event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDropCapture={drop}
    >
      <CodeMirror
        className={classes.editor ?? ''}
        value={text}
        height="100%"
        theme="none"
        basicSetup={setup}
        indentWithTab={false}
        extensions={extensions}
        onChange={onChange}
      />
      {over && <p className={classes.drop}>{t('paste.drop')}</p>}
    </div>
  );
}
