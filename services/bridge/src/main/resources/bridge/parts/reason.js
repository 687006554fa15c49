// Why something waits, since when, until when: one sentence.
import {html} from '../html.js';
import {millis} from '../data/format.js';
import {Ago, Length} from './time.js';

/** waiting: {reason, text, since, until?} as the API says it. */
export function Reason({waiting, stage}) {
  const capital = waiting.text.charAt(0).toUpperCase() + waiting.text.slice(1);
  return html`<span class="reason">
    ${stage && html`<strong>${stage}</strong>: `}${stage ? waiting.text : capital}, ${' '}
    ${waiting.reason === 'running' ? 'for' : 'since'} ${' '}
    <${Length} from=${millis(waiting.since)} to=${null} />
    ${waiting.until && html`; ${waiting.reason === 'retrying' ? 'tried again' : 'ends by itself'}
      ${' '}<${Ago} at=${waiting.until} />`}
  </span>`;
}
