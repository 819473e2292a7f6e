import { SaxesParser } from 'saxes';

/** An element as far as it matters here: attributes are not kept. */
export type XmlElement = { name: string; namespace: string; children: XmlElement[]; text: string };

const maxDepth = 32;
const maxElements = 1000;

/**
 * Reads a small XML document. Throws an Error that says where it is wrong. A document type is refused, so there are no
 * entities but the five of XML; so is a document that nests or repeats more than any message of LTI does.
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const root: XmlElement = { name: '', namespace: '', children: [], text: '' };
  const open: XmlElement[] = [root];
  let count = 0;

  const refuse = (reason: string): never => {
    throw new Error(reason);
  };
  parser.on('error', (error) => refuse(error.message));
  parser.on('doctype', () => refuse('A document type declaration is not allowed.'));
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > maxElements) refuse(`There are more than ${maxElements} elements.`);
    if (open.length > maxDepth) refuse(`Elements are nested more than ${maxDepth} deep.`);
    const element: XmlElement = { name: tag.local, namespace: tag.uri, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (more: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });

  parser.write(text).close();
  return root.children[0] ?? refuse('There is no element.');
}

/** The first element on a path of names below `element`, whatever the namespace. */
export function elementAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (current, name) => current?.children.find((child) => child.name === name),
    element,
  );
}

/** The text of the element on a path, white space around it removed; `null` where there is no such element. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | null {
  return elementAt(element, ...path)?.text.trim() ?? null;
}

/** Text for an XML element. Characters XML 1.0 cannot carry become U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 §2.2 leaves out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\uFFFD')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/\r/g, '&#13;')
  );
}
