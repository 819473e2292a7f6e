import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** CommonJS, because the fallback runtime's main process cannot load ES modules. */
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const;

/** Whose work is in a bundle, and on which terms. */
const license = { fileName: 'licenses.md' };

/** Native add-ons stay in node_modules: they load their own binaries by path. */
const nativeModules = ['better-sqlite3', '@node-rs/argon2'];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      license,
      sourcemap: true,
      rolldownOptions: {
        external: nativeModules,
        input: {
          index: at('src/main/index.ts'),
          core: at('src/core/process.ts'),
          sandbox: at('src/sandbox/worker.ts'),
        },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: { input: { index: at('src/preload/index.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      minify: true,
      license,
      /** The fallback runtime's Chromium: newer syntax and CSS are lowered to it. */
      target: 'chrome114',
      cssTarget: 'chrome114',
      /** Fonts and images stay files: the content security policy allows no data: sources for them. */
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src/renderer/index.html') },
    },
  },
});
