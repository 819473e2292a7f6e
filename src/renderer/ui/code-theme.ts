import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const editor = EditorView.theme({
  '&': { height: '100%', fontSize: '0.75rem', backgroundColor: 'transparent', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--cs-mono)', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--mantine-color-dimmed)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--cs-hover)', border: 'none', color: 'var(--mantine-color-dimmed)' },
  '.cm-placeholder': { color: 'var(--mantine-color-dimmed)' },
  '.cm-panels': { backgroundColor: 'var(--cs-sunken)', color: 'var(--mantine-color-text)' },
  '.cm-searchMatch': { backgroundColor: 'var(--cs-warn-soft)', outline: '1px solid var(--cs-warn)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--cs-selected) !important' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--cs-accent)' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--cs-ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--cs-odd)' },
  { tag: [tags.tagName, tags.keyword, tags.angleBracket], color: 'var(--cs-warn)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--cs-bad)' },
]);

/** The editor in our colours, the same rules for light and dark. */
export const codeTheme: Extension = [editor, syntaxHighlighting(colours)];
