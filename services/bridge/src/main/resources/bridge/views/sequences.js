// The runs of a project: what is not done yet on top, with the reason; the rest by time.
import {html, useCallback, useState} from '../html.js';
import * as api from '../data/api.js';
import {count} from '../data/format.js';
import {useChanges} from '../data/live.js';
import {useLoaded} from '../data/loaded.js';
import {setQuery} from '../data/location.js';
import {projectPath, sequencePath} from '../data/routes.js';
import {STATE_FILTERS} from '../data/states.js';
import {Empty, Loaded, Problem} from '../parts/feedback.js';
import {Announcer, Page} from '../parts/page.js';
import {RunRow} from '../parts/run-row.js';
import {addPage, arrange, matchesText, replaceRun} from '../data/run-list.js';

const PAGE = 50;
const OPEN_STATES = ['started', 'waiting', 'paused', 'triggered'];
const CONTEXT = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** Open runs may be old, so they are asked for by state; a filter asks for just what it says. */
async function load(project, filter) {
  const plain = !Object.values(filter).some(value => value);
  const [first, ...open] = await Promise.all([
    api.runs(project, filter, PAGE),
    ...(plain ? OPEN_STATES : []).map(state => api.runs(project, {state}, PAGE)),
  ]);
  return arrange(first, open.flatMap(answer => answer.states));
}

function Filters({query}) {
  const search = event => setQuery({q: event.currentTarget.value}, {replace: true});
  return html`<form class="filters" role="search" onSubmit=${event => event.preventDefault()}>
    <label>Find <input type="search" data-search value=${query.q ?? ''} onInput=${search}
      placeholder="service, image, context …" /></label>
    <label>State <select value=${query.state ?? ''}
      onChange=${event => setQuery({state: event.currentTarget.value})}>
      ${STATE_FILTERS.map(([value, label]) => html`<option value=${value}>${label}</option>`)}
    </select></label>
    <label>Sequence <input type="text" value=${query.name ?? ''} placeholder="e.g. delivery"
      onChange=${event => setQuery({name: event.currentTarget.value.trim()})} /></label>
  </form>`;
}

function Section({title, runs, project}) {
  return runs.length > 0 && html`<section aria-label=${title}>
    <h2>${title} <span class="muted">${runs.length}</span></h2>
    <ul class="rows">${runs.map(run => html`<${RunRow} key=${run.shkeptncontext} run=${run}
      href=${sequencePath(project, run.shkeptncontext)} />`)}</ul></section>`;
}

function More({list, project, filter, set}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const more = async () => {
    setBusy(true);
    try {
      const page = await api.runs(project, filter, PAGE, list.nextPageKey);
      set(now => addPage(now, page));
      setError(null);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return html`${error && html`<${Problem} error=${error} />`}
    ${list.nextPageKey > 0 && html`<p class="more">
      <button type="button" onClick=${more} disabled=${busy}>
        ${busy ? 'Loading…' : `Show ${PAGE} more of ${count(list.totalCount, 'run')}`}
      </button></p>`}`;
}

/** Known runs change in place; unknown ones are counted and wait for a click. */
function useLiveRuns(project, loaded) {
  const [fresh, setFresh] = useState(new Set());
  useChanges(project, useCallback(async change => {
    if (!change) {
      return;
    }
    const run = await api.run(project, change.keptnContext).catch(() => null);
    if (!run) {
      return;
    }
    let known = true;
    loaded.set(now => {
      const next = now && replaceRun(now, run);
      known = Boolean(next);
      return next ?? now;
    });
    if (!known) {
      setFresh(now => new Set(now).add(run.shkeptncontext));
    }
  }, [loaded.set]));
  const show = () => {
    setFresh(new Set());
    loaded.reload();
  };
  return [fresh.size, show];
}

const trigger = project =>
    `./evenkeel trigger delivery --project=${project} --service=SERVICE --image=IMAGE:TAG`;

export function Sequences({project, query, tools}) {
  const text = query.q ?? '';
  const byContext = CONTEXT.test(text.trim());
  const filter = {
    state: query.state, name: query.name, keptnContext: byContext ? text.trim() : undefined,
  };
  const loaded = useLoaded(() => load(project, filter), Object.values(filter));
  const [fresh, showFresh] = useLiveRuns(project, loaded);
  const filtered = Boolean(text || query.state || query.name);

  return html`<${Page} tools=${tools} trail=${[
    {label: 'Projects', href: './'}, {label: project, href: projectPath(project)}]}>
    <div class="title"><h1>${project}</h1>
      ${fresh > 0 && html`<button type="button" class="fresh" onClick=${showFresh}>
        ${fresh} new, show</button>`}</div>
    <${Announcer} text=${fresh > 0 ? `${count(fresh, 'new run')}` : ''} />
    <${Filters} query=${query} />
    <${Loaded} loaded=${loaded} skeleton=${6}>${list => {
      const found = list.runs.filter(run => byContext || matchesText(run, text));
      if (found.length === 0) {
        return filtered
            ? html`<${Empty} title="No run matches">
                <p>${list.nextPageKey ? `None of the newest ${list.runs.length} does. ` : ''}
                <button type="button" onClick=${() => setQuery({q: '', state: '', name: ''})}>
                  Clear the filters</button></p></${Empty}>`
            : html`<${Empty} title="Nothing has run yet" command=${trigger(project)}>
                <p>A sequence starts with an event, for example from the command line:</p>
              </${Empty}>`;
      }
      return html`
        <${Section} title="Now" project=${project}
          runs=${found.filter(run => list.open.has(run.shkeptncontext))} />
        <${Section} title=${filtered ? 'Matching' : 'Earlier'} project=${project}
          runs=${found.filter(run => !list.open.has(run.shkeptncontext))} />
        <${More} list=${list} project=${project} filter=${filter} set=${loaded.set} />`;
    }}</${Loaded}>
  </${Page}>`;
}
