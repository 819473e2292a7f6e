/** Style sheet of the pages for candidates. */
export const style = `
:root{color-scheme:light dark;--paper:#f6f7fb;--card:#fff;--ink:#1d2433;--soft:#5d6780;--line:#dde2ee;--bar:#26305a;--on-bar:#eef1fb;--accent:#3d55c9;--on-accent:#fff;--warn:#fdf0d5;--warn-ink:#6b4300}
@media (prefers-color-scheme:dark){:root{--paper:#14171f;--card:#1c212c;--ink:#e4e8f2;--soft:#98a2b8;--line:#2d3444;--bar:#11162b;--on-bar:#dfe4f7;--accent:#8ea2ff;--on-accent:#10142a;--warn:#3a2c10;--warn-ink:#f5d9a0}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,"Segoe UI",sans-serif}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.7rem 1.25rem;background:var(--bar);color:var(--on-bar)}
header .who{margin-left:auto;display:flex;gap:.6rem;align-items:center}
header a{color:inherit}
.watch{display:inline-flex;gap:.4rem;align-items:center}
.watch::before{content:"";width:.6rem;height:.6rem;border-radius:50%;background:#e5484d}
main{max-width:62rem;margin:0 auto;padding:1.75rem 1.25rem}
h1{margin:0 0 .25rem;font-size:1.6rem}
.meta{margin:0 0 1.25rem;color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.25rem 1.5rem;margin:0 0 1.25rem}
.tool{display:inline-flex;flex-wrap:wrap;gap:.6rem;align-items:center;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem;margin:.25rem 0}
.button{display:inline-block;padding:.45rem 1rem;border:0;border-radius:.4rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.button:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.stage{display:block;margin:.75rem 0}
.stage iframe{display:block;width:100%;height:32rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
.stage .caption{display:block;color:var(--soft);font-size:.85rem;margin-bottom:.3rem}
.picture{max-width:100%;max-height:24rem;display:block}
.file{border-bottom:1px dashed var(--soft)}
.note{background:var(--warn);color:var(--warn-ink);border-radius:.3rem;padding:0 .4rem}
p.note{padding:.7rem 1rem}
table{border-collapse:collapse;width:100%;font-size:.85rem}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:500}
th,td:first-child{white-space:nowrap}
.card>:first-child{margin-top:0}
.center{max-width:36rem;margin:12vh auto;text-align:center}
`;
