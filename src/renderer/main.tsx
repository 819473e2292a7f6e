import './theme/global.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/App.tsx';
import { readStyleNonce } from './client/nonce.ts';
import { setUpTexts } from './i18n/setup.ts';

/** zod would try to compile its parsers with `new Function`, which the content security policy refuses. */
z.config({ jitless: true });

/** Libraries that add style elements on their own (scroll locking in dialogs) look for the nonce here. */
Object.assign(globalThis, { __webpack_nonce__: readStyleNonce() });

const root = document.getElementById('root');
if (root) {
  await setUpTexts();
  createRoot(root).render(<App />);
}
