/** Where a platform registers a tool. */
export type ToolAddresses = {
  login: string;
  /** Redirect URI and target link. */
  launch: string;
  keySet: string;
  registration: string;
};

/** What a tool is told of a platform that was set up by hand. */
export type KnownPlatform = {
  issuer: string;
  clientId: string;
  deploymentId: string;
  authorizationUrl: string;
  tokenUrl: string;
  keySetUrl: string;
};

/** A tool built on a library that is not ours, over HTTP. Its pages hold the forms a person uses. */
export type RealTool = {
  addresses: ToolAddresses;
  register(platform: KnownPlatform): Promise<void>;
  /** What the person who was launched last does in the tool; each answers with a sentence, or throws. */
  passGrade(): Promise<string>;
  readMembers(): Promise<string>;
  /** The page whose form returns one chosen item to the platform. */
  pick(): Promise<string>;
  /** Why it refused what it refused last; '' when nothing was. */
  lastRefusal(): string;
  close(): Promise<void>;
};

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The page a launch ends on: who came, and forms for the services. `query` goes with each. */
export function welcomePage(tool: string, user: string, query: string): string {
  const form = (action: string, method: string, button: string): string => {
    const fields = [...new URLSearchParams(query)].map(
      ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    );
    const address = method === 'post' ? `${action}?${escapeHtml(query)}` : action;
    return `<form action="${address}" method="${method}">${fields.join('')}<button>${button}</button></form>`;
  };
  return page(
    tool,
    `<p role="status">Launched: ${escapeHtml(user)}</p>
${form('/grade', 'post', 'Pass the grade back')}
${form('/members', 'get', 'Read the roster')}`,
  );
}

export function outcomePage(tool: string, words: string): string {
  return page(tool, `<p role="status">${escapeHtml(words)}</p>`);
}

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
