import type { IncomingMessage } from 'node:http';

/** The longest message of a tool that is read, in bytes: results and content items are far shorter. */
export const maxMessageBytes = 256 * 1024;

/** The body as received, or `null` as soon as it is longer than {@link maxMessageBytes}; the rest is not read. */
export async function readRequestBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    size += bytes.length;
    if (size > maxMessageBytes) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
