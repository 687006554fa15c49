// The same run as a table: one line a task, numbers to compare.
import {html} from '../html.js';
import {reasonOf} from '../data/evaluation.js';
import {firstLine} from '../data/format.js';
import {Ago, Length} from './time.js';
import {Score} from './evaluation.js';
import {StateMark} from './state-mark.js';

function Row({row, href}) {
  const says = reasonOf(row) || firstLine(row.message);
  const end = row.finishedAt ?? row.endedAt;
  return html`<tr>
    <td><${StateMark} mark=${row.mark} /></td>
    <td>${row.stage}</td>
    <th scope="row"><a href=${href}>${row.name}</a>
      ${row.outer && html`<span class="muted"> for ${row.outer.name}</span>`}</th>
    <td><${Ago} at=${row.triggeredAt} /></td>
    <td class="number"><${Length} from=${row.triggeredAt} to=${row.startedAt ?? end} /></td>
    <td class="number">${row.startedAt === null
        ? '–' : html`<${Length} from=${row.startedAt} to=${end} />`}</td>
    <td>${row.by.map(who => who.source).join(', ') || '–'}</td>
    <td>${row.evaluation && html`<${Score} evaluation=${row.evaluation} /> `}${says}</td>
  </tr>`;
}

/** rows: of data/model.js; hrefOf(row). */
export function Compact({rows, hrefOf}) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Tasks"><table>
    <thead><tr>
      <th scope="col">State</th><th scope="col">Stage</th><th scope="col">Task</th>
      <th scope="col">Triggered</th><th scope="col" class="number">Waited</th>
      <th scope="col" class="number">Worked</th><th scope="col">By</th><th scope="col">Says</th>
    </tr></thead>
    <tbody>${rows.map(row => html`<${Row} key=${row.id} row=${row} href=${hrefOf(row)} />`)}</tbody>
  </table></div>`;
}
