// Ways to look at the same thing. They are links: each has an address.
import {html} from '../html.js';

/** tabs: [[key, label]] */
export function Tabs({label, tabs, selected, hrefOf}) {
  return html`<nav class="tabs" aria-label=${label}><ul>${tabs.map(([key, text]) => html`
    <li key=${key}><a href=${hrefOf(key)} aria-current=${key === selected ? 'page' : undefined}>
      ${text}</a></li>`)}</ul></nav>`;
}
