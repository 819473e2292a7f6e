/** Valid JSON with a line for each member; every other text as it is. */
export function indented(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return indentJson(text);
}

/** Indents valid JSON without parsing its values, so that `1.0` and long numbers stay what was received. */
export function indentJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  let out = '';
  tokens.forEach((token, index) => {
    const empty = tokens[index + 1] === (token === '{' ? '}' : ']');
    if (token === '{' || token === '[') {
      out += token;
      if (!empty) {
        depth += 1;
        out += `\n${'  '.repeat(depth)}`;
      }
    } else if (token === '}' || token === ']') {
      const before = tokens[index - 1];
      if (before !== '{' && before !== '[') {
        depth -= 1;
        out += `\n${'  '.repeat(depth)}`;
      }
      out += token;
    } else if (token === ',') out += `,\n${'  '.repeat(depth)}`;
    else out += token === ':' ? ': ' : token;
  });
  return out;
}
