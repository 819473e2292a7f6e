import { policyForForms } from '../http/html.ts';

/** The store's one style sheet. */
export const style = `
:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#22261f;--soft:#656d60;--line:#e2e4da;--bar:#23402f;--on-bar:#f0f4ec;--accent:#2f7a4d;--on-accent:#fff;--warn:#fdf0d5;--warn-ink:#6b4300}
@media (prefers-color-scheme:dark){:root{--paper:#171a16;--card:#1f241e;--ink:#e6eae1;--soft:#9aa394;--line:#30372e;--bar:#13241a;--on-bar:#e2ebdd;--accent:#6fc28f;--on-accent:#0d1a12;--warn:#3a2c10;--warn-ink:#f5d9a0}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,"Segoe UI",sans-serif}
a{color:var(--accent)}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.7rem 1.25rem;background:var(--bar);color:var(--on-bar)}
header a{color:inherit}
header nav{margin-left:auto;display:flex;flex-wrap:wrap;gap:1rem;align-items:center}
header form{margin:0}
header button{background:none;border:1px solid currentColor;color:inherit}
.badge{border:1px solid currentColor;border-radius:1em;padding:0 .6em;font-size:.8rem}
main{max-width:62rem;margin:0 auto;padding:1.75rem 1.25rem}
main.narrow{max-width:26rem}
h1{margin:0 0 .25rem;font-size:1.6rem}
.meta{margin:0 0 1.25rem;color:var(--soft)}
.note{background:var(--warn);color:var(--warn-ink);padding:.7rem 1rem;border-radius:.4rem}
.shelf{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1rem;padding:0;margin:0 0 2rem;list-style:none}
.shelf li{display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);border-radius:.6rem;overflow:hidden}
.cover{display:flex;align-items:flex-end;height:8rem;padding:.75rem;background:linear-gradient(150deg,#2f7a4d,#1b3325);color:#fff;font-family:Georgia,serif;font-size:1.1rem;line-height:1.2}
.shelf li:nth-child(2) .cover{background:linear-gradient(150deg,#7a4b2f,#33231b)}
.shelf li:nth-child(3) .cover{background:linear-gradient(150deg,#2f5f7a,#1b2833)}
.shelf .locked .cover,.shelf li.locked:nth-child(n) .cover{background:var(--line);color:var(--soft)}
.shelf .about{padding:.75rem;font-size:.85rem;color:var(--soft);flex:1}
.shelf .about b{display:block;color:var(--ink)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.25rem 1.5rem;margin:0 0 1.25rem}
.card h2{margin:0 0 .5rem;font-size:1.05rem}
label{display:block;margin:.6rem 0 .2rem}
input,select{width:100%;padding:.5rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper);color:inherit;font:inherit}
input[type=checkbox],input[type=radio]{width:auto;margin:0 .5rem 0 0}
.shelf label{margin:0;display:flex;align-items:baseline}
.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:0 1rem}
pre{overflow:auto;max-height:20rem;padding:.7rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper);font-size:.8rem}
.problem{color:var(--warn-ink);background:var(--warn);padding:.5rem .75rem;border-radius:.4rem}
button{padding:.45rem 1rem;border:0;border-radius:.4rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
.card button,main>form button{margin-top:.9rem}
button.quiet{background:none;border:1px solid var(--line);color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:500}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:0}
.facts dt{color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
article{font-family:Georgia,"Times New Roman",serif;font-size:1.15rem;line-height:1.7;max-width:40rem}
`;

export const contentSecurityPolicy = policyForForms(style);
