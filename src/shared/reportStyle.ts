// The looks of a report: for the screen in light and dark, and for paper.
export const reportStyle = `
:root { color-scheme: light dark; --text: #1b1b1b; --dim: #5c6470; --line: #d9dce1; --soft: #f4f5f7; --bad: #b3261e; --ok: #1a7f4b }
@media (prefers-color-scheme: dark) { :root { --text: #e6e7e9; --dim: #a2a9b4; --line: #3a4049; --soft: #22262c; --bad: #ff8f86; --ok: #5bd197 } body { background: #16181b } .graph { background: #f6f7f8; border-radius: 6px } }
body { max-width: 800px; margin: 0 auto; padding: 32px 20px; color: var(--text); font: 15px/1.6 system-ui, 'Noto Sans KR', sans-serif }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25 }
h2 { margin: 28px 0 8px; font-size: 19px }
h3, h4, h5, h6 { margin: 20px 0 6px; font-size: 16px }
dl { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0 0 20px; padding: 10px 0; border-bottom: 1px solid var(--line); font-size: 13px }
dl div { display: flex; gap: 6px }
dt { color: var(--dim) }
dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
pre { margin: 8px 0; padding: 10px 12px; overflow-x: auto; border-radius: 6px; background: var(--soft); font: 13px/1.5 'JetBrains Mono', ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
code { font-family: 'JetBrains Mono', ui-monospace, monospace; font-size: 0.92em }
pre.output { border-left: 3px solid var(--line); border-radius: 0; background: none }
.test-failed, .failure { color: var(--bad) }
.test-passed { color: var(--ok) }
.rest, .none, footer { color: var(--dim); font-size: 13px }
table { border-collapse: collapse; margin: 8px 0 }
th, td { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); text-align: left; font-variant-numeric: tabular-nums }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 3px solid var(--line) }
figure { margin: 0 0 20px }
figcaption { font-weight: 600 }
svg { display: block; max-width: 100%; height: auto }
.chart { font-size: 12px }
.chart text { fill: var(--dim) }
.chart .y { text-anchor: end; dominant-baseline: middle }
.chart .x { text-anchor: middle }
.chart .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round }
.chart .points { stroke-width: 5 }
.chart .grid { stroke: var(--line); fill: none }
.chart .axis { stroke: var(--dim); fill: none }
@media print {
  body { max-width: none; padding: 0 }
  h1, h2, h3, h4, figcaption { break-after: avoid }
  figure, svg, dl, table, li, blockquote { break-inside: avoid }
  .purpose { print-color-adjust: exact }
  p, pre { orphans: 3; widows: 3 }
  svg { max-height: 230mm }
}
`
