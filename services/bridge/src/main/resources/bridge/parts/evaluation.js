// A verdict: score, and each objective with its value, what it needs and what it missed.
import {html} from '../html.js';
import {number} from '../data/format.js';
import {criterion} from '../data/evaluation.js';
import {Exact} from './time.js';
import {StateMark} from './state-mark.js';

export function Score({evaluation}) {
  return html`<span class="score">score ${number(evaluation.score)}</span>`;
}

/** info and unknown words of an objective are no states. */
function Verdict({objective}) {
  return ['pass', 'warning', 'fail'].includes(objective.mark)
      ? html`<${StateMark} mark=${objective.mark} />`
      : html`<span class="muted">for information</span>`;
}

function Targets({targets}) {
  return targets.length === 0
      ? html`<span class="muted">–</span>`
      : html`<ul class="targets">${targets.map(target => html`
          <li class=${target.violated ? 'text-fail' : ''}>
            ${criterion(target)}${target.violated ? ' missed' : ''}</li>`)}</ul>`;
}

function ObjectiveRow({objective}) {
  return html`<tr>
    <td><${Verdict} objective=${objective} /></td>
    <th scope="row">${objective.name}
      ${objective.key && html` <span class="muted">decides alone</span>`}
      ${objective.failure && html`<div class="text-fail">${objective.failure}</div>`}</th>
    <td class="number">${objective.failure ? '–' : number(objective.value)}</td>
    <td class="number">${objective.compared ? number(objective.compared) : '–'}</td>
    <td><${Targets} targets=${objective.pass} /></td>
    <td><${Targets} targets=${objective.warning} /></td>
  </tr>`;
}

export function Evaluation({evaluation}) {
  const {objectives} = evaluation;
  return html`<div>
    <p>Score <strong>${number(evaluation.score)}</strong> of 100,
      measured from <${Exact} at=${evaluation.from} /> to <${Exact} at=${evaluation.to} />,
      ${evaluation.compared
          ? ` compared with ${evaluation.compared} earlier.`
          : ' compared with nothing earlier.'}</p>
    ${objectives.length === 0
        ? html`<p class="muted">No objective was evaluated.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Objectives"><table>
          <thead><tr>
            <th scope="col">State</th><th scope="col">Objective</th>
            <th scope="col" class="number">Value</th><th scope="col" class="number">Before</th>
            <th scope="col">To pass</th><th scope="col">For a warning</th>
          </tr></thead>
          <tbody>${objectives.map(objective => html`
            <${ObjectiveRow} key=${objective.metric} objective=${objective} />`)}</tbody>
        </table></div>`}
  </div>`;
}
