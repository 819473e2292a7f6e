import './client/without-eval.ts';
import './theme/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { readStyleNonce } from './client/nonce.ts';
import { setUpTexts } from './i18n/setup.ts';

/** Libraries that add style elements on their own (scroll locking in dialogs) look for the nonce here. */
Object.assign(globalThis, { __webpack_nonce__: readStyleNonce() });

const root = document.getElementById('root');
if (root) {
  await setUpTexts();
  createRoot(root).render(<App />);
}
