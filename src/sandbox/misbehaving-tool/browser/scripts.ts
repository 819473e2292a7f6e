import type { ScriptBehaviour } from '../../../protocol/misbehaving/browser.ts';
import type { Answer } from '../../http/answer.ts';
import { html, text } from '../../http/answer.ts';
import { page, policyForScript } from '../../http/html.ts';
import { toolPage, welcomePage } from '../pages.ts';
import { style } from '../style.ts';
import type { Behaviour, Visit } from '../tool.ts';
import { legUrl } from '../tool.ts';
import { storageScript } from './storage.ts';

const missing = (): Answer => text(404, 'Not Found', 'unknown-path');

export const scriptBehaviours: Readonly<Record<ScriptBehaviour, Behaviour>> = {
  'popup-fallback': {
    accepted: (visit) => scripted(popupScript(legUrl(visit, 'window')), 'This tool opens in a window of its own.'),
    legs: { window: (visit: Visit) => welcomePage(visit, visit.launch) },
  },
  'storage-used': storing({ subjects: 'current', origin: 'platform', frame: 'named' }),
  'storage-wrong-origin': storing({ subjects: 'current', origin: 'wrong', frame: 'named' }),
  'storage-wrong-frame': storing({ subjects: 'current', origin: 'platform', frame: 'absent' }),
  'storage-unknown-subject': storing({ subjects: 'draft', origin: 'platform', frame: 'named' }),
  'resource-missing': {
    accepted: (visit) =>
      toolPage(
        'You are in',
        `<link rel="stylesheet" href="${legUrl(visit, 'app.css')}"><img src="${legUrl(visit, 'logo.png')}" alt="Logo"><script src="${legUrl(visit, 'app.js')}"></script>`,
        { policy: "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self'" },
      ),
    legs: { 'app.css': missing, 'logo.png': missing, 'app.js': missing },
  },
  'console-errors': {
    accepted: () =>
      scripted(
        "console.error('LtiApp: state is missing, cannot start.');document.getElementById('app-root').textContent='ready';",
        'Loading…',
      ),
  },
};

function storing(way: Parameters<typeof storageScript>[0]): Behaviour {
  return {
    accepted: (visit) => scripted(storageScript(way, visit.launch), 'Waiting for the learning platform’s storage.'),
  };
}

/** Opens the window at load, without a click. */
function popupScript(address: string): string {
  return `const opened=window.open(${JSON.stringify(address)},'_blank');if(!opened){document.querySelector('main').innerHTML='<p role="alert" data-field="problem">pop-up blocked</p>';}`;
}

function scripted(script: string, sentence: string): Answer {
  const body = `<main><h1>One moment</h1><p role="status" data-field="state">${sentence}</p></main><script>${script}</script>`;
  return html(200, page('Misbehaving tool', style, body), policyForScript(style, script));
}
