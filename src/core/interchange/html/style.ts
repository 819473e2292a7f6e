/** Light and dark by the reader's system, narrow windows and paper included. */
export const style = `
:root { color-scheme: light dark; --text: #1d2327; --soft: #5b666e; --line: #dde1e4; --back: #fff; --panel: #f6f7f8; --good: #12703a; --bad: #b3261e; --warn: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9eb; --soft: #a0aab1; --line: #383f44; --back: #16191b; --panel: #1f2427; --good: #6fcf97; --bad: #ff8a80; --warn: #f0b95a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 24px; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; }
h2 { margin: 0; font-size: 18px; }
h3 { margin: 18px 0 6px; font-size: 14px; }
p { margin: 4px 0; }
.soft { color: var(--soft); }
.mark { display: inline-block; padding: 0 8px; border: 1px solid currentcolor; border-radius: 4px; font-size: 13px; font-weight: 600; white-space: nowrap; }
.passed, .pass, .ruled-out { color: var(--good); }
.failed, .error, .confirmed { color: var(--bad); }
.skipped, .info, .possible { color: var(--soft); }
.warning, .fits { color: var(--warn); }
section { margin: 20px 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px; }
.head { display: flex; gap: 10px; align-items: baseline; flex-wrap: wrap; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
caption { text-align: left; font-weight: 600; padding: 12px 0 4px; font-size: 14px; }
.names th:first-child { width: 32%; }
blockquote { margin: 12px 0 0; padding: 10px 14px; border-left: 3px solid var(--soft); border-radius: 0 6px 6px 0; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 14px; margin: 10px 0 0; font-size: 13px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
td.short { white-space: nowrap; }
code, pre { font: 12px/1.5 ui-monospace, SFMono-Regular, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 6px 0; padding: 10px; border-radius: 6px; background: var(--panel); white-space: pre-wrap; max-height: 480px; overflow: auto; }
ol, ul { margin: 6px 0; padding-left: 22px; }
mark { background: var(--warn); color: var(--back); border-radius: 2px; }
bdi { unicode-bidi: isolate; }
details { margin-top: 10px; }
summary { cursor: pointer; font-weight: 600; font-size: 14px; }
footer { margin-top: 24px; color: var(--soft); font-size: 13px; }
@media print {
:root { color-scheme: light; --text: #1d2327; --soft: #5b666e; --line: #dde1e4; --back: #fff; --panel: #f6f7f8; --good: #12703a; --bad: #b3261e; --warn: #8a5a00; }
body { max-width: none; padding: 0; font-size: 13px; }
pre { max-height: none; }
section { padding: 12px 0; border: 0; border-top: 1px solid var(--line); border-radius: 0; }
h2, h3, caption, summary { break-after: avoid; }
tr, li, dl, blockquote { break-inside: avoid; }
details::details-content { content-visibility: visible; block-size: auto; }
}
`;
