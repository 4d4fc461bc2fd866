export const styleSheet = `
:root { color-scheme: light dark; --paper: #f5f4f1; --sheet: #fff; --ink: #1f1d1a; --soft: #625d55;
  --line: #948d82; --hair: #dedad2; --accent: #7a3d12; --mark-back: #fbeadd; }
@media (prefers-color-scheme: dark) { :root { --paper: #171512; --sheet: #201d19; --ink: #f0ece5;
  --soft: #b7afa3; --line: #7d766b; --hair: #38332c; --accent: #f0a877; --mark-back: #3a2718; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6;
  font-family: system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .25rem 1rem;
  max-width: 60rem; margin: 0 auto; padding: 1rem; }
.mark { font-weight: 700; color: var(--ink); text-decoration: none; }
.notice { color: var(--soft); font-size: .9rem; margin: 0; flex-basis: 100%; }
main { max-width: 60rem; margin: 0 auto 3rem; padding: 0 1rem; }
a { color: var(--accent); }
h1 { font-size: 1.3rem; line-height: 1.4; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-bottom: 1rem; }
.bar form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; flex: 1 1 18rem; }
.bar form.end { flex: 0 0 auto; }
label { display: block; font-weight: 600; flex: 1 1 12rem; }
input { display: block; font: inherit; width: 100%; min-height: 2.75rem; padding: .4rem .7rem; color: inherit;
  background: var(--sheet); border: 1px solid var(--line); border-radius: .4rem; }
button, .button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .4rem 1rem; cursor: pointer;
  color: var(--accent); background: var(--sheet); border: 1px solid var(--line); border-radius: .4rem;
  text-decoration: none; display: inline-flex; align-items: center; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.letters { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--hair);
  border-radius: .6rem; overflow: hidden; }
.letters li + li { border-top: 1px solid var(--hair); }
.letters a { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr auto; gap: 0 1rem; padding: .7rem 1rem;
  color: inherit; text-decoration: none; }
.letters a:hover { background: var(--mark-back); }
.letters a:focus-visible { outline-offset: -3px; }
.letters .who { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.letters .what { font-weight: 600; overflow-wrap: anywhere; }
.letters time { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.repeat { display: inline-block; font-size: .8rem; font-weight: 600; padding: 0 .5em; border-radius: 1em;
  background: var(--mark-back); color: var(--accent); }
@media (max-width: 40rem) { .letters a { grid-template-columns: 1fr auto; }
  .letters .what { grid-column: 1 / -1; grid-row: 2; } }
.empty { background: var(--sheet); border: 1px dashed var(--line); border-radius: .6rem; padding: 2rem 1rem;
  text-align: center; color: var(--soft); }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 0 0 1rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
iframe { display: block; width: 100%; height: 28rem; resize: vertical; border: 1px solid var(--hair);
  border-radius: .6rem; background: #fff; color-scheme: light; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sheet); border: 1px solid var(--hair);
  border-radius: .6rem; padding: 1rem; margin: 0; font: inherit; }
pre.raw { font: .85rem/1.5 ui-monospace, "Noto Sans Mono CJK JP", monospace; }
`
