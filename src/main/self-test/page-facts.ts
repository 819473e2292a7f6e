import { z } from 'zod';

/** What the app's own page tells of itself. */
export const pageFactsSchema = z.object({
  origin: z.string(),
  policy: z.string(),
  ranInline: z.boolean(),
  /** Directives of the policy that what is tried here broke. */
  violated: z.array(z.string()),
  nodeGlobals: z.array(z.string()),
  bridge: z.array(z.string()),
  bridged: z.boolean(),
});

/** Runs in the page: reads its policy, tries what the policy forbids, and asks core through the bridge. */
export const pageFactsScript = `(async () => {
  const attempt = (work) => { try { work(); } catch { /* refused, as it should be */ } };
  const violated = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violated.push(effectiveDirective));
  const answer = await fetch(location.href);
  attempt(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    document.head.append(script);
  });
  await fetch('http://127.0.0.1:1/', { mode: 'no-cors' }).catch(() => {});
  // Violations are told in a task of their own, which is before this next one.
  await new Promise((resolve) => setTimeout(resolve));
  const bridged = await window.countersign.command('vault.status', {});
  const names = ['process', 'require', 'module', 'exports', 'Buffer', 'global', '__dirname', 'setImmediate', 'electron'];
  return {
    origin: location.origin,
    policy: answer.headers.get('content-security-policy') ?? '',
    ranInline: 'ranInline' in globalThis,
    violated,
    nodeGlobals: names.filter((name) => name in globalThis),
    bridge: Object.keys(window.countersign).sort(),
    bridged: bridged.ok === true,
  };
})()`;
