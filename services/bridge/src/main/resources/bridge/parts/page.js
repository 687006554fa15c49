// The frame of every view: way back, title, tools.
import {html, useEffect, useRef} from '../html.js';

function Trail({trail}) {
  return html`<nav aria-label="Where you are"><ol class="trail">
    ${trail.map(({label, href}, i) => html`<li>${i === trail.length - 1
        ? html`<span aria-current="page">${label}</span>`
        : html`<a href=${href}>${label}</a>`}</li>`)}
  </ol></nav>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

/** trail: [{label, href}], outermost first; tools: elements at the right of the bar. */
export function Page({trail, tools, wide = false, children}) {
  const main = useRef(null);
  const label = trail.map(step => step.label).reverse().join(' · ');
  useEffect(() => {
    document.title = `${label} · Evenkeel`;
    if (document.activeElement === null || document.activeElement === document.body) {
      main.current.focus({preventScroll: true});
    }
  }, [label]);
  return html`
    <header class="bar">
      <a class="skip" href="./" onClick=${skip}>To the content</a>
      <a class="brand" href="./">Evenkeel</a>
      <${Trail} trail=${trail} /><div class="tools">${tools}</div></header>
    <main id="main" ref=${main} tabindex="-1" class=${wide ? 'wide' : ''}>${children}</main>`;
}

/** Says to screen readers what changed, without moving anything. */
export function Announcer({text}) {
  return html`<p class="unseen" role="status" aria-live="polite">${text}</p>`;
}
