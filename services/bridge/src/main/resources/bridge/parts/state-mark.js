// The eight states: shape + word + colour, the same everywhere.
import {html} from '../html.js';

const SHAPES = {
  pass: html`<path d="M2.5 8.5 6.5 12.5 13.5 4" />`,
  warning: html`<path d="M8 2v7.5M8 13v.5" />`,
  fail: html`<path d="M3 3 13 13M13 3 3 13" />`,
  running: html`<path d="M2.5 8h.5M7.75 8h.5M13 8h.5" />`,
  paused: html`<path d="M5 3v10M11 3v10" />`,
  waiting: html`<path d="M3.5 2.5h9L8 8l4.5 5.5h-9L8 8z" />`,
  aborted: html`<path d="M4 4h8v8H4z" class="filled" />`,
  errored: html`<path d="M4.5 5a3.5 3 0 1 1 5 2.8Q8 8.6 8 10M8 13.3v.4" />`,
};

/** One of the marks; quiet hides the word from the eye where the thing's own name stands beside. */
export function StateMark({mark, quiet = false}) {
  const known = SHAPES[mark] ? mark : 'errored';
  return html`<span class="mark mark-${known}" title=${quiet ? known : undefined}>
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[known]}</svg>
    <span class=${quiet ? 'unseen' : ''}>${known}</span>
  </span>`;
}
