// Errors, emptiness and loading: what, why, what next.
import {html} from '../html.js';

export function Problem({error, retry}) {
  return html`<div class="notice notice-fail" role="alert">
    <p><strong>${error.message}</strong> ${error.advice ?? ''}</p>
    ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

/** children: the next step; command: one to copy. */
export function Empty({title, command, children}) {
  return html`<div class="empty">
    <h2>${title}</h2>
    ${children}
    ${command && html`<${Command} text=${command} />`}
  </div>`;
}

export function Command({text}) {
  return html`<div class="command">
    <pre tabindex="0" aria-label="Command"><code>${text}</code></pre>
    <${Copy} text=${text} what="command" />
  </div>`;
}

/** Browsers hand out the clipboard on https and loopback only. */
export function Copy({text, what}) {
  const copy = event => {
    const button = event.currentTarget;
    navigator.clipboard.writeText(text).then(() => {
      button.textContent = 'Copied';
    });
  };
  return navigator.clipboard
      ? html`<button type="button" class="plain" onClick=${copy} aria-label=${`Copy ${what}`}>
          Copy</button>`
      : null;
}

export function Skeleton({rows = 4}) {
  return html`<div class="skeleton" role="status">
    <span class="unseen">Loading…</span>
    ${Array.from({length: rows}, () => html`<div class="skeleton-row"></div>`)}
  </div>`;
}

/**
 * The usual order: first load, error, nothing, something. What was shown stays while it is read
 * again, an error stands above it.
 */
export function Loaded({loaded, skeleton, children}) {
  const {value, error, reload} = loaded;
  return html`
    ${error && html`<${Problem} error=${error} retry=${reload} />`}
    ${value === undefined ? !error && html`<${Skeleton} rows=${skeleton} />` : children(value)}`;
}
