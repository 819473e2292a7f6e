export { type BundleSources, collectEvidence } from './collect.ts';
export { makeBundle } from './make.ts';
export { readBundle } from './read.ts';
export { vaultSecrets } from './secrets.ts';
export { verifyBundle } from './verify.ts';
