// One row a task; waiting and working split; stages one below the other on one axis.
import {html, useId} from '../html.js';
import {duration, ticks} from '../data/format.js';
import {reasonOf} from '../data/evaluation.js';
import {Length} from './time.js';
import {Score} from './evaluation.js';
import {StateMark} from './state-mark.js';

const MOST_TICKS = 8;

/** left and width in percent of the axis. */
function place(from, to, axis) {
  const length = axis.to - axis.from;
  const percent = ms => `${Math.min(100, Math.max(0, (ms / length) * 100)).toFixed(3)}%`;
  return {left: percent(from - axis.from), width: percent(to - from)};
}

function Axis({axis}) {
  const length = axis.to - axis.from;
  return html`<div class="tl-axis" aria-hidden="true"><div class="tl-track">
    ${ticks(length, MOST_TICKS).map(tick => html`
      <span class="tl-tick" style=${{left: `${(tick / length) * 100}%`}}>
        ${tick === 0 ? '0' : duration(tick).replace('.0 ', ' ')}</span>`)}
  </div></div>`;
}

function Bars({row, axis}) {
  const end = row.finishedAt ?? row.endedAt ?? axis.to;
  const begun = row.startedAt ?? end;
  return html`<span class="tl-track" aria-hidden="true">
    <span class="tl-bar tl-waiting" style=${place(row.triggeredAt, begun, axis)}></span>
    ${row.startedAt !== null && html`<span class="tl-bar tl-worked bar-${row.mark}"
      style=${place(begun, end, axis)}></span>`}
  </span>`;
}

function Row({row, axis, selected, onSelect, detail}) {
  const region = useId();
  const reason = reasonOf(row);
  return html`<li class="tl-row ${selected ? 'tl-selected' : ''}">
    <button type="button" class="tl-line" aria-expanded=${selected} aria-controls=${region}
      onClick=${() => onSelect(selected ? '' : row.id)}>
      <${StateMark} mark=${row.mark} />
      <span class="tl-name">${row.name}
        ${row.evaluation && html` <${Score} evaluation=${row.evaluation} />`}</span>
      <${Bars} row=${row} axis=${axis} />
      <${Length} from=${row.triggeredAt} to=${row.finishedAt ?? row.endedAt} />
      ${reason && html`<span class="tl-reason">${reason}</span>`}
    </button>
    <div id=${region}>${selected && detail(row)}</div>
  </li>`;
}

/**
 * runs: of data/model.js; axis: {from, to} in milliseconds; selected: id of a row;
 * onSelect(id or ''); detail(row): what a selected row shows.
 */
export function TimeLine({runs, axis, selected, onSelect, detail}) {
  return html`<div class="tl">
    <${Axis} axis=${axis} />
    ${runs.map(run => html`<section key=${run.id} class="tl-run" aria-label=${
      `${run.stage}: ${run.name}`}>
      <h2 class="tl-head"><${StateMark} mark=${run.mark} />
        <span>${run.stage} <span class="muted">${run.name}</span></span>
        <${Length} from=${run.triggeredAt} to=${run.finishedAt} /></h2>
      <ol class="tl-rows">
        ${run.rows.map(row => html`<${Row} key=${row.id} row=${row} axis=${axis}
          selected=${selected === row.id} onSelect=${onSelect} detail=${detail} />`)}
        ${run.rows.length === 0 && html`<li class="muted tl-none">no task yet</li>`}
      </ol>
    </section>`)}
  </div>`;
}
