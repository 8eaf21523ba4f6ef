"""The look of the HTML report."""

from __future__ import annotations

PAGE_STYLE = """
:root { color-scheme: light; --ink: #1b1b1b; --blue: #12344d; --line: #c9d2d9; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 0 1rem 3rem; max-width: 62rem; color: var(--ink); background: #fff;
  font: 1rem/1.5 "Noto Sans", "Segoe UI", system-ui, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
.banner { position: sticky; top: 0; z-index: 2; margin: 0 -1rem; padding: .35rem 1rem; background: #a3182b;
  color: #fff; font-weight: 700; text-align: center; font-size: .9rem; }
h1, h2, h3, h4 { color: var(--blue); line-height: 1.25; }
h1 { margin: 1.5rem 0 0; font-size: 2rem; }
h2 { margin: 2.6rem 0 .6rem; font-size: 1.45rem; border-bottom: 2px solid var(--line); padding-bottom: .2rem; }
h3 { margin: 1.8rem 0 .4rem; font-size: 1.12rem; }
h4 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
h2[id], h3[id], h4[id] { scroll-margin-top: 3rem; }
.subtitle { margin: 0 0 1rem; font-size: 1.2rem; color: #444; }
p { margin: .5rem 0; }
.small { font-size: .85rem; color: #444; }
.callout { padding: .7rem 1rem; border-left: 4px solid #1f5f8b; background: #eef4f8; }
.callout.warning { border-color: #b35c00; background: #fdf3e7; }
.callout.error { border-color: #a3182b; background: #fbecee; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .9rem; }
dt { font-weight: 700; } dd { margin: 0; }
nav ol { padding-left: 0; list-style: none; columns: 22rem; } nav li { margin: .2rem 0; }
a { color: #1f5f8b; }
.table { margin: 1.4rem 0; } .caption { margin-bottom: .3rem; }
.scroll { overflow-x: auto; max-width: 100%; }
.scroll:focus-visible { outline: 2px solid #1f5f8b; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; border-top: 2px solid #444;
  border-bottom: 2px solid #444; }
th, td { padding: .22rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word;
  min-width: 2.5rem; }
thead th { border-bottom: 1px solid #444; vertical-align: bottom; }
th.number, td.number { text-align: right; } td.number { white-space: nowrap; }
th.mark, td.mark { text-align: center; }
td.text { max-width: 22rem; } th.wide { min-width: 10rem; }
tbody tr:nth-child(even) td { background: #f6f8fa; }
th.span { padding-top: .6rem; color: var(--blue); }
tr.strong td { font-weight: 700; } tfoot tr:first-child td { border-top: 1px solid #444; }
figure { margin: 1.6rem 0; } figcaption { font-size: .9rem; margin-top: .3rem; }
figure svg { display: block; width: 100%; height: auto; min-width: 34rem; max-width: 52rem; }
footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid var(--line); font-size: .8rem; color: #555; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } h1 { font-size: 1.6rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } .banner { position: static; }
  .scroll { overflow: visible; } table { font-size: 7.5pt; } th, td { padding: .12rem .25rem; }
  thead { display: table-header-group; } tfoot { display: table-row-group; }
  tr, figure { break-inside: avoid; } h2, h3, h4, .caption { break-after: avoid; }
  figure svg { min-width: 0; } .break { break-before: page; } a { color: inherit; text-decoration: none; } }
"""
