// One run in a list: what it is, how far it is, why not further.
import {html} from '../html.js';
import {number} from '../data/format.js';
import {runMark, stageMark, waits} from '../data/states.js';
import {Reason} from './reason.js';
import {StateMark} from './state-mark.js';
import {Ago} from './time.js';

function Stages({run}) {
  return html`<ol class="chain" aria-label="Stages">${run.stages.map(stage => html`
    <li key=${stage.name}><${StateMark} mark=${stageMark(stage, run)} quiet />
      ${stage.name}${stage.latestEvaluation && html`
        <span class="score">${number(stage.latestEvaluation.score)}</span>`}</li>`)}</ol>`;
}

/** The image of the stage that is furthest. */
function imageOf(run) {
  return run.stages.map(stage => stage.image).filter(image => image).at(-1) ?? '';
}

function failure(run) {
  const failed = run.stages.filter(stage => stageMark(stage, run) === 'fail');
  return failed.map(stage => stage.latestEvaluation?.result === 'fail'
      ? `${stage.name}: the gate stopped it, score ${number(stage.latestEvaluation.score)}`
      : `${stage.name}: failed`).join('; ');
}

/** run: a state document; href: where it is. */
export function RunRow({run, href}) {
  const failed = failure(run);
  const open = run.stages.filter(stage => stage.waiting);
  return html`<li class="row run-row">
    <${StateMark} mark=${runMark(run)} />
    <div class="run-what"><a href=${href}>${run.name} of ${run.service}</a>
      <p class="muted">${run.problemTitle ?? imageOf(run)}</p></div>
    <${Stages} run=${run} />
    <span class="run-when"><${Ago} at=${run.time} /></span>
    ${open.map(stage => html`<p class=${`row-reason ${waits(stage) ? '' : 'muted'}`}>
      <${Reason} waiting=${stage.waiting} stage=${stage.name} /></p>`)}
    ${failed && html`<p class="row-reason text-fail">${failed}</p>`}
    ${run.state === 'timedOut' && html`<p class="row-reason">nobody answered in time</p>`}
  </li>`;
}
