import { policyForStyle } from '../http/html.ts';

/** The tool's one style sheet. */
export const style = `
:root{color-scheme:light dark;--paper:#f7f7fa;--card:#fff;--ink:#23232b;--soft:#62626f;--line:#dfdfe8;--bar:#4a2d5c;--on-bar:#f6f0fa;--accent:#75418f}
@media (prefers-color-scheme:dark){:root{--paper:#17161a;--card:#201f25;--ink:#e8e6ee;--soft:#a09daa;--line:#33313b;--bar:#2a1a35;--on-bar:#ece2f3;--accent:#c896e2}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,"Segoe UI",sans-serif}
a{color:var(--accent)}
header{padding:.7rem 1.25rem;background:var(--bar);color:var(--on-bar)}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1.25rem}
h1{margin:0 0 .5rem;font-size:1.5rem}
h2{margin:1.75rem 0 .5rem;font-size:1.1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1rem 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:500}
code{font-family:ui-monospace,monospace;font-size:.85em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

/** The policy of a page that holds nothing but this style. */
export const policy = policyForStyle(style);
