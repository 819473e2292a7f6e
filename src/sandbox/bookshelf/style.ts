import { policyForStyle } from '../http/html.ts';

/** The bookshelf's one style sheet, for the reader and for its error pages. */
export const style = `
:root{color-scheme:light dark;--paper:#fbf8f1;--ink:#2b2723;--soft:#6f675d;--line:#e3dccd;--shelf:#1f3a4d;--on-shelf:#f4f1ea;--accent:#b4562f;--warn:#fdf0d5;--warn-ink:#6b4300}
@media (prefers-color-scheme:dark){:root{--paper:#1d1b19;--ink:#e8e2d8;--soft:#a39a8d;--line:#37322c;--shelf:#12232f;--on-shelf:#e9e4da;--accent:#e08a62;--warn:#3a2c10;--warn-ink:#f5d9a0}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",sans-serif}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.7rem 1.25rem;background:var(--shelf);color:var(--on-shelf)}
header strong{letter-spacing:.02em}
header .who{margin-left:auto;display:flex;gap:.6rem;align-items:center}
.badge{border:1px solid currentColor;border-radius:1em;padding:0 .6em;font-size:.8rem}
.banner{margin:0;padding:.8rem 1.25rem;background:var(--warn);color:var(--warn-ink);border-bottom:1px solid var(--line)}
.columns{flex:1;display:grid;grid-template-columns:minmax(12rem,16rem) 1fr;max-width:72rem;width:100%;margin:0 auto}
nav{padding:1.5rem 1.25rem;border-right:1px solid var(--line)}
nav h2{margin:0 0 .5rem;font-size:.75rem;letter-spacing:.08em;text-transform:uppercase;color:var(--soft)}
nav ol{margin:0;padding-left:1.2rem;color:var(--soft)}
nav li[aria-current]{color:var(--accent);font-weight:600}
nav .tools{margin-top:1.5rem;padding:.75rem;border:1px dashed var(--accent);border-radius:.4rem}
main{padding:2rem 2.5rem;max-width:44rem;font-family:Georgia,"Times New Roman",serif;font-size:1.1rem;line-height:1.7}
main h1{margin:0;font-size:1.9rem;line-height:1.2}
main .by{margin:.3rem 0 2rem;color:var(--soft);font-style:italic}
main h2{font-size:1.2rem}
main p.text::first-letter{font-size:2.6em;float:left;line-height:.9;padding-right:.08em;color:var(--accent)}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:0;padding:1rem 1.25rem;border-top:1px solid var(--line);font-size:.85rem}
.facts dt{color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
.error{flex:1;display:flex;flex-direction:column;justify-content:center;max-width:38rem;margin:0 auto;padding:2rem;font-family:inherit;font-size:1rem}
.error .status{color:var(--accent);font-weight:600;margin:0}
.error ul{padding-left:1.2rem}
@media (max-width:40rem){.columns{grid-template-columns:1fr}nav{border-right:0;border-bottom:1px solid var(--line)}main{padding:1.5rem 1.25rem}}
`;

export const contentSecurityPolicy = policyForStyle(style);
