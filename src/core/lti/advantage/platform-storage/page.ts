import { createHash } from 'node:crypto';
import { escapeHtml } from '../../html.ts';
import { storageScript } from './script.ts';

/** Name of the frame that keeps data for tools: what `lti_storage_target` says. */
export const STORAGE_FRAME = 'lti_storage';

/** What the page that frames a tool needs to answer its messages. */
export type StoragePart = {
  /** Goes before the frame of the tool, so that it is there when the tool asks. */
  html: string;
  /** For `script-src` of the Content-Security-Policy; the frame inherits the policy of the page. */
  scriptSource: string;
};

function script(origins: readonly string[], frame: string, tool: string): string {
  const attributes = { origins: JSON.stringify(origins), frame, tool };
  const written = Object.entries(attributes).map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`);
  return `<script${written.join('')}>${storageScript}</script>`;
}

/**
 * Platform storage for the page of a launch: the script that answers the tool, and a hidden frame of the platform's own origin that
 * does so under {@link STORAGE_FRAME}, as `srcdoc` and therefore without an address. `origins`: those the tool may send from.
 * `toolFrame`: name of the frame that shows it.
 */
export function storagePart(origins: readonly string[], toolFrame: string): StoragePart {
  const inner = `<!doctype html><meta charset="utf-8"><title>Platform storage</title>${script(origins, '', '')}`;
  return {
    html: `${script(origins, STORAGE_FRAME, toolFrame)}
<iframe name="${STORAGE_FRAME}" title="Platform storage" hidden srcdoc="${escapeHtml(inner)}"></iframe>`,
    scriptSource: `'sha256-${createHash('sha256').update(storageScript).digest('base64')}'`,
  };
}

/** Origins a tool may send messages from: those of its registered addresses and of the link that is launched. */
export function toolOrigins(addresses: readonly string[]): string[] {
  const origins = addresses.flatMap((address) => {
    if (!URL.canParse(address)) return [];
    const { origin, protocol } = new URL(address);
    return /^https?:$/.test(protocol) ? [origin] : [];
  });
  return [...new Set(origins)];
}
