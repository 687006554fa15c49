// Events as they are stored, newest first; JSON is written only for those that are open.
import {html, useContext} from '../html.js';
import {count, exact, millis} from '../data/format.js';
import {Copy} from './feedback.js';
import {Utc} from './time.js';

function matches(event, text) {
  return !text || JSON.stringify(event).toLowerCase().includes(text.toLowerCase());
}

function EventItem({event, open, onToggle}) {
  const utc = useContext(Utc);
  const json = open ? JSON.stringify(event, null, 2) : '';
  return html`<li class="event"><details open=${open}
    onToggle=${toggle => toggle.currentTarget.open !== open && onToggle(open ? '' : event.id)}>
    <summary><span class="event-time">${exact(millis(event.time), utc).slice(11, 23)}</span>
      <span class="event-type">${event.type.replace('sh.keptn.event.', '')}</span>
      <span class="muted">${event.data?.stage ?? ''}</span>
      <span class="muted">${event.source}</span></summary>
    ${open && html`<div class="json"><${Copy} text=${json} what="event" />
      <pre tabindex="0" aria-label=${`Event ${event.type}`}>${json}</pre></div>`}
  </details></li>`;
}

/** text: what to look for; opened: id of the open event; onText, onOpen: what was chosen. */
export function EventList({events, text, opened, onText, onOpen}) {
  const found = events.filter(event => matches(event, text));
  return html`<div>
    <div class="filters">
      <label>Find in events
        <input type="search" data-search value=${text} placeholder="type, source, any text"
          onInput=${input => onText(input.currentTarget.value)} /></label>
      <span class="muted" role="status">${count(found.length, 'event')}${
        found.length < events.length ? ` of ${events.length}` : ''}, newest first</span>
    </div>
    <ol class="events">${found.map(event => html`<${EventItem} key=${event.id} event=${event}
      open=${opened === event.id} onToggle=${onOpen} />`)}</ol>
  </div>`;
}
