// What is behind one row: who worked on it, what they said, the verdict.
import {html} from '../html.js';
import {Evaluation} from './evaluation.js';
import {Exact, Length} from './time.js';
import {StateMark} from './state-mark.js';

function Executor({who}) {
  return html`<li>
    <${StateMark} mark=${who.mark} /> <strong>${who.source}</strong>
    ${who.startedAt !== null && html`<span class="muted"> began <${Exact} at=${who.startedAt} />,
      ${who.finishedAt === null ? ' at work for ' : ' took '}
      <${Length} from=${who.startedAt} to=${who.finishedAt} /></span>`}
    ${who.note && html`<p class="muted">${who.note}</p>`}
    ${who.message && html`<pre class="message" tabindex="0"
      aria-label=${`Message of ${who.source}`}>${who.message.trim()}</pre>`}
  </li>`;
}

/** eventsHref: where the raw events of this task are. */
export function TaskDetail({row, eventsHref}) {
  return html`<div class="detail">
    ${row.evaluation && html`<${Evaluation} evaluation=${row.evaluation} />`}
    ${row.by.length === 0
        ? html`<p>Nobody has started it yet. Triggered <${Exact} at=${row.triggeredAt} />.</p>`
        : html`<ul class="executors">
          ${row.by.map(who => html`<${Executor} who=${who} />`)}</ul>`}
    ${row.inner.length > 0 && html`<p class="muted">Inside:
      ${row.inner.map(inner => html` <span class="inner">
        <${StateMark} mark=${inner.mark} /> ${inner.name}${' by '}
        ${inner.by.map(who => who.source).join(', ') || 'nobody yet'}${' '}
        <${Length} from=${inner.triggeredAt} to=${inner.finishedAt ?? inner.endedAt} />
      </span>`)}</p>`}
    <p><a href=${eventsHref}>Its ${row.events.length} events, raw</a></p>
  </div>`;
}
