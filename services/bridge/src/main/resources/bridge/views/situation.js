// What happens right now, what went wrong and why, and the things one can do about it.
import {html} from '../html.js';
import * as api from '../data/api.js';
import {number} from '../data/format.js';
import {reasonOf} from '../data/evaluation.js';
import {openApprovals} from '../data/model.js';
import {deliveriesPath, sequencePath} from '../data/routes.js';
import {hasEnded, runMark, stageMark} from '../data/states.js';
import {Action} from '../parts/action.js';
import {Announcer} from '../parts/page.js';
import {Reason} from '../parts/reason.js';
import {StateMark} from '../parts/state-mark.js';

function Now({run}) {
  const open = run.stages.filter(stage => stage.waiting);
  return html`
    <${Announcer} text=${open.map(stage => `${stage.name}: ${stage.waiting.text}`).join('. ')} />
    <ul class="now">${open.map(stage => html`<li key=${stage.name}>
      <${StateMark} mark=${stageMark(stage, run)} />
      <span><${Reason} waiting=${stage.waiting} stage=${stage.name} />
        ${stage.waiting.reason === 'blocked' && html` <a href=${deliveriesPath()}>Try it again or
          drop it</a>`}</span></li>`)}</ul>`;
}

/** The tasks that did not pass, each with its reason and a way to it. */
function Failures({project, run, runs}) {
  const rows = runs.flatMap(each => each.rows)
      .filter(row => ['fail', 'errored', 'warning'].includes(row.mark));
  return rows.length > 0 && html`<ul class="now">${rows.map(row => html`<li key=${row.id}>
    <${StateMark} mark=${row.mark} />
    <span><a href=${sequencePath(project, run.shkeptncontext, {task: row.id})}>
      ${row.stage}: ${row.name}</a> ${reasonOf(row) || 'was not answered before the run ended'}
    </span></li>`)}</ul>`;
}

function verdict(trigger) {
  const {evaluation} = trigger.data;
  return evaluation?.result
      ? `, last verdict ${evaluation.result} with score ${number(evaluation.score)}`
      : '';
}

function Approval({approval}) {
  const {row, run, trigger} = approval;
  const image = trigger.data.configurationChange?.values?.image;
  return html`<div class="approval"><p><strong>${row.stage}</strong> waits for your decision
      ${image ? html` on <code>${image}</code>` : ''}${verdict(trigger)}.</p>
    <div class="actions">
      <${Action} label="Approve" kind="primary" confirm="Yes, approve"
        consequence=${`${run.name} goes on in ${row.stage} with its next task.`}
        run=${() => api.answerApproval(trigger, 'pass')} />
      <${Action} label="Decline" kind="danger" confirm="Yes, decline"
        consequence=${`${run.name} ends in ${row.stage} with result fail.`}
        run=${() => api.answerApproval(trigger, 'fail')} />
    </div></div>`;
}

const CONTROLS = {
  pause: {
    label: 'Pause', confirm: 'Yes, pause',
    consequence: 'What is being worked on is finished; no further task is sent until you resume.',
  },
  resume: {
    label: 'Resume', kind: 'primary', confirm: 'Yes, resume',
    consequence: 'The next task is sent at once, or waits in line for other runs.',
  },
  abort: {
    label: 'Abort', kind: 'danger', confirm: 'Yes, abort',
    consequence: 'The run ends for good in all stages. Work already begun, such as a deployment, '
        + 'is not undone.',
  },
};

function Controls({project, run}) {
  const paused = run.state === 'paused' || run.stages.some(stage => stage.state === 'paused');
  const offered = paused ? ['resume', 'abort'] : ['pause', 'abort'];
  return html`<div class="actions">${offered.map(command => html`
    <${Action} key=${command} ...${CONTROLS[command]}
      run=${() => api.control(project, run.shkeptncontext, command)} />`)}</div>`;
}

/** Everything a woken person needs, above the history. */
export function Situation({project, run, runs}) {
  const ended = hasEnded(run);
  const quiet = ended && runMark(run) === 'pass';
  return html`<section class="situation" aria-label="Now" hidden=${quiet}>
    <${Now} run=${run} />
    <${Failures} project=${project} run=${run} runs=${runs} />
    ${openApprovals(runs).map(approval => html`
      <${Approval} key=${approval.row.id} approval=${approval} />`)}
    ${!ended && html`<${Controls} project=${project} run=${run} />`}
  </section>`;
}
