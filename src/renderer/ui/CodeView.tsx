import { html } from '@codemirror/lang-html';
import { json } from '@codemirror/lang-json';
import { xml } from '@codemirror/lang-xml';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import CodeMirror from '@uiw/react-codemirror';
import { readStyleNonce } from '../client/nonce.ts';
import classes from './CodeView.module.css';
import { codeTheme } from './code-theme.ts';

export type CodeLanguage = 'json' | 'html' | 'xml' | 'text';

const languages: Readonly<Record<CodeLanguage, () => Extension>> = {
  json: () => json(),
  html: () => html({ autoCloseTags: false }),
  xml: () => xml({ autoCloseTags: false }),
  text: () => [],
};

const setup = {
  lineNumbers: true,
  foldGutter: true,
  highlightActiveLine: false,
  highlightActiveLineGutter: false,
  autocompletion: false,
  closeBrackets: false,
  syntaxHighlighting: false,
} as const;

type CodeViewProps = { text: string; language: CodeLanguage; label: string; wrap?: boolean };

/** Long text to read, search (Ctrl+F inside it) and copy. It is never rendered as a page: the system under test is hostile. */
export function CodeView({ text, language, label, wrap = true }: CodeViewProps) {
  return (
    <CodeMirror
      className={classes.view ?? ''}
      value={text}
      height="100%"
      theme="none"
      readOnly
      basicSetup={setup}
      extensions={[
        EditorView.cspNonce.of(readStyleNonce()),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        languages[language](),
        codeTheme,
        wrap ? EditorView.lineWrapping : [],
      ]}
    />
  );
}
