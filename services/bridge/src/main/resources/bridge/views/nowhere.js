// An address that is no place.
import {html} from '../html.js';
import {Empty} from '../parts/feedback.js';
import {Page} from '../parts/page.js';

export function Nowhere({path, tools}) {
  return html`<${Page} trail=${[{label: 'Projects', href: './'}, {label: 'Not found', href: ''}]}
    tools=${tools}>
    <h1>Nothing is here</h1>
    <${Empty} title="The address leads nowhere">
      <p><code>${path}</code> is no page of the bridge. Go to the <a href="./">projects</a>.</p>
    </${Empty}>
  </${Page}>`;
}
