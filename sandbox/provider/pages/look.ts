/** The provider's own look, on purpose unlike the shop's: buyers should see that they left it. */
export const styleSheet = `
:root { color-scheme: light dark; --paper: #f3f5f4; --sheet: #fff; --ink: #16231f; --soft: #54625d;
  --line: #8a9a94; --hair: #d5dcd9; --deep: #0b5d4b; --on-deep: #fff; --bad: #a3261b; --bad-back: #fdeeec;
  --warn: #5a4300; --warn-back: #fff3cf; }
@media (prefers-color-scheme: dark) { :root { --paper: #101614; --sheet: #18211e; --ink: #e9efed;
  --soft: #a9b8b2; --line: #6d7e78; --hair: #2e3b37; --deep: #4fc3a5; --on-deep: #06231c; --bad: #ff9d92;
  --bad-back: #391a17; --warn: #ffe19a; --warn-back: #33290c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6; font-size: 1rem;
  font-family: system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
.notice { margin: 0; padding: .6rem 1rem; background: var(--warn-back); color: var(--warn);
  text-align: center; font-size: .9rem; }
.top { display: flex; justify-content: space-between; align-items: center; gap: 1rem;
  max-width: 30rem; margin: 0 auto; padding: 1rem; }
.mark { font-weight: 700; }
.mark::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .5em;
  border-radius: 50%; background: var(--deep); vertical-align: -.05em; }
main { max-width: 30rem; margin: 0 auto 3rem; padding: 0 1rem; }
.sheet { background: var(--sheet); border: 1px solid var(--hair); border-radius: .75rem;
  padding: 1.25rem; margin-bottom: 1rem; }
h1 { font-size: 1.25rem; line-height: 1.4; margin: 0 0 .75rem; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; }
a { color: var(--deep); }
.facts { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: .15rem 1rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.facts .sum { font-size: 1.6rem; font-weight: 700; line-height: 1.3; }
.small { font-size: .8rem; color: var(--soft); }
label { display: block; font-weight: 600; font-size: .95rem; margin-bottom: .25rem; }
.field { margin-bottom: 1rem; min-width: 0; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; align-items: start; }
.hint { color: var(--soft); font-size: .85rem; margin: .25rem 0 0; }
input, select { font: inherit; font-size: 1.1rem; width: 100%; min-height: 3rem; padding: .5rem .75rem;
  color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
button, .button { font: inherit; font-weight: 600; display: block; width: 100%; min-height: 3rem;
  padding: .6rem 1rem; border-radius: .5rem; border: 1px solid var(--deep); cursor: pointer;
  text-align: center; text-decoration: none; background: var(--deep); color: var(--on-deep); }
.quiet { background: transparent; color: var(--deep); border-color: var(--line); }
.stack > * + * { margin-top: .75rem; }
:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
.problem { border: 1px solid var(--bad); background: var(--bad-back); color: var(--bad);
  border-radius: .5rem; padding: .75rem 1rem; }
.number { font-size: 1.8rem; font-weight: 700; letter-spacing: .06em; text-align: center;
  font-variant-numeric: tabular-nums; margin: .5rem 0; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; min-height: 2rem; }
.cards { list-style: none; padding: 0; margin: 0; }
.cards li { border-top: 1px solid var(--hair); }
.cards a { display: block; padding: .6rem 0; text-decoration: none; }
.cards b { display: block; font-variant-numeric: tabular-nums; letter-spacing: .03em; }
.cards span { color: var(--ink); font-size: .9rem; }
@media (prefers-reduced-motion: no-preference) { button:active { transform: translateY(1px); } }
`
