// One run: what happens now and what can be done, then its tasks on a time line, as a table, raw.
import {html, useCallback, useMemo} from '../html.js';
import * as api from '../data/api.js';
import {useChanges} from '../data/live.js';
import {useCoalesced, useLoaded} from '../data/loaded.js';
import {setQuery} from '../data/location.js';
import {allRows, fold, mergeEvents, span} from '../data/model.js';
import {projectPath, sequencePath} from '../data/routes.js';
import {hasEnded, runMark} from '../data/states.js';
import {Compact} from '../parts/compact.js';
import {EventList} from '../parts/event-list.js';
import {Copy, Empty, Loaded} from '../parts/feedback.js';
import {Page} from '../parts/page.js';
import {StateMark} from '../parts/state-mark.js';
import {Tabs} from '../parts/tabs.js';
import {TaskDetail} from '../parts/task-detail.js';
import {Ago, Length, useNow} from '../parts/time.js';
import {TimeLine} from '../parts/time-line.js';
import {Situation} from './situation.js';

const TABS = [['', 'Time line'], ['compact', 'Table'], ['raw', 'Events']];

async function load(project, context, previous) {
  const known = previous?.events ?? [];
  const [run, arrived] = await Promise.all([
    api.run(project, context), api.events(project, context, known)]);
  return {run, events: mergeEvents(known, arrived)};
}

/** Events without a state document: an evaluation by event alone, say. */
function documentOf({run, events}, runs) {
  const open = runs.some(each => each.finishedAt === null);
  return run ?? {
    name: runs[0]?.name || 'events', service: events.at(-1).data?.service ?? '', stages: [],
    time: events.at(-1).time, state: open ? 'started' : 'finished',
    shkeptncontext: events[0].shkeptncontext,
  };
}

function Head({run, runs}) {
  const began = Math.min(...runs.map(each => each.triggeredAt));
  const ended = hasEnded(run) ? Math.max(...runs.map(each => each.finishedAt ?? 0)) : null;
  const images = [...new Set(run.stages.map(stage => stage.image).filter(image => image))];
  return html`
    <div class="title"><h1>${run.name} of ${run.service}</h1>
      <${StateMark} mark=${runMark(run)} /></div>
    <dl class="facts">
      <div><dt>Began</dt><dd><${Ago} at=${run.time} /></dd></div>
      ${runs.length > 0 && ended !== 0 && html`<div><dt>${ended ? 'Took' : 'For'}</dt>
        <dd><${Length} from=${began} to=${ended} /></dd></div>`}
      ${images.length > 0 && html`<div><dt>Image</dt><dd>${images.join(', ')}</dd></div>`}
      ${run.problemTitle && html`<div><dt>Problem</dt><dd>${run.problemTitle}</dd></div>`}
      <div><dt>Context</dt><dd><code>${run.shkeptncontext}</code>
        <${Copy} text=${run.shkeptncontext} what="context" /></dd></div>
    </dl>`;
}

/** Redraws each second while something is open, so that bars grow. */
function Line({run, runs, query, detail}) {
  const now = useNow(!hasEnded(run));
  return html`<${TimeLine} runs=${runs} axis=${span(runs, now, hasEnded(run))}
    selected=${query.task ?? ''} onSelect=${task => setQuery({task})} detail=${detail} />`;
}

function History({project, run, runs, events, query}) {
  const at = changes => sequencePath(project, run.shkeptncontext, changes);
  const detail = row => html`<${TaskDetail} row=${row}
    eventsHref=${at({view: 'raw', q: row.id})} />`;
  switch (query.view) {
    case 'raw':
      return html`<${EventList} events=${events} text=${query.q ?? ''} opened=${query.event ?? ''}
        onText=${q => setQuery({q}, {replace: true})}
        onOpen=${event => setQuery({event}, {replace: true})} />`;
    case 'compact':
      return html`<${Compact} rows=${allRows(runs)} hrefOf=${row =>
        at({task: (row.outer ?? row).id})} />`;
    default:
      return html`<${Line} run=${run} runs=${runs} query=${query} detail=${detail} />`;
  }
}

function Run({project, value, query}) {
  const runs = useMemo(() => fold(value.events), [value.events]);
  const run = documentOf(value, runs);
  const tab = TABS.some(([key]) => key === query.view) ? query.view : '';
  return html`
    <${Head} run=${run} runs=${runs} />
    <${Situation} project=${project} run=${run} runs=${runs} />
    <${Tabs} label="History" tabs=${TABS} selected=${tab} hrefOf=${view =>
      sequencePath(project, run.shkeptncontext, {view})} />
    <section aria-label="History">
      <${History} project=${project} run=${run} runs=${runs} events=${value.events}
        query=${{...query, view: tab}} /></section>`;
}

export function Sequence({project, context, query, tools}) {
  const loaded = useLoaded(previous => load(project, context, previous), [project, context]);
  const refresh = useCoalesced(loaded.reload);
  useChanges(project, useCallback(
      change => (!change || change.keptnContext === context) && refresh(), [context]));
  const found = loaded.value?.run;
  const label = found ? `${found.name} of ${found.service}` : context;
  return html`<${Page} wide tools=${tools} trail=${[
    {label: 'Projects', href: './'},
    {label: project, href: projectPath(project)},
    {label, href: sequencePath(project, context)}]}>
    ${!loaded.value && html`<h1>Run ${context}</h1>`}
    <${Loaded} loaded=${loaded} skeleton=${8}>${value =>
      !value.run && value.events.length === 0
          ? html`<h1>No such run</h1><${Empty} title="Nothing is known of this Keptn context">
              <p><code>${context}</code> is no run of ${project}. See
              <a href=${projectPath(project)}>its runs</a>.</p></${Empty}>`
          : html`<${Run} project=${project} value=${value} query=${query} />`}</${Loaded}>
  </${Page}>`;
}
