// All projects: what runs in each, what waits and why, how the last runs ended.
import {html, useCallback} from '../html.js';
import * as api from '../data/api.js';
import {count} from '../data/format.js';
import {useChanges} from '../data/live.js';
import {useCoalesced, useLoaded} from '../data/loaded.js';
import {setQuery} from '../data/location.js';
import {deliveriesPath, projectPath, sequencePath} from '../data/routes.js';
import {hasEnded, runMark, stageMark, waits} from '../data/states.js';
import {Empty, Loaded} from '../parts/feedback.js';
import {Page} from '../parts/page.js';
import {Reason} from '../parts/reason.js';
import {StateMark} from '../parts/state-mark.js';
import {Ago} from '../parts/time.js';

const RECENT = 8;

/** Who may not see them, because a token is for some projects, has none to look at. */
const parked = () => api.deliveries('', 1).then(page => page.totalCount, () => 0);

async function load() {
  const [projects, given] = await Promise.all([loadProjects(), parked()]);
  return {projects, parked: given};
}

/** Projects page by page, each with its last runs; a project whose runs fail to load says so. */
async function loadProjects() {
  const all = [];
  for (let key = ''; ;) {
    const page = await api.projects(key);
    all.push(...page.projects);
    key = page.nextPageKey ?? '0';
    if (key === '0' || key === '') {
      break;
    }
  }
  return Promise.all(all.map(async project => ({
    ...project,
    recent: await api.runs(project.projectName, {}, RECENT).then(
        answer => answer.states, error => ({error})),
  })));
}

function Recent({project}) {
  const {projectName, recent} = project;
  const others = recent.error ? [] : recent.filter(run => !run.stages.some(waits));
  if (recent.error) {
    return html`<p class="text-fail">Its runs could not be read: ${recent.error.message}</p>`;
  }
  if (recent.length === 0) {
    return html`<p class="muted">no run yet</p>`;
  }
  return others.length > 0 && html`<ol class="recent" aria-label="Last runs, newest first">
    ${others.map(run => html`<li key=${run.shkeptncontext}>
      <a href=${sequencePath(projectName, run.shkeptncontext)}>
        <${StateMark} mark=${runMark(run)} quiet=${hasEnded(run)} />
        <span class="recent-name">${run.name}</span>
        <span class="muted"><${Ago} at=${run.time} /></span></a></li>`)}
  </ol>`;
}

function Waiting({project}) {
  const waiting = (project.recent.error ? [] : project.recent)
      .filter(run => !hasEnded(run))
      .flatMap(run => run.stages.filter(waits).map(stage => ({run, stage})));
  return html`${waiting.map(({run, stage}) => html`<p class="row-reason">
    <${StateMark} mark=${stageMark(stage, run)} />
    <a href=${sequencePath(project.projectName, run.shkeptncontext)}>
      ${run.name} of ${run.service}</a>
    <${Reason} waiting=${stage.waiting} stage=${stage.name} /></p>`)}`;
}

function ProjectRow({project}) {
  const stages = project.stages ?? [];
  const services = new Set(stages.flatMap(stage => stage.services ?? [])
      .map(service => service.serviceName));
  return html`<li class="row project-row">
    <div><h2><a href=${projectPath(project.projectName)}>${project.projectName}</a></h2>
      <p class="muted">${stages.map(stage => stage.stageName).join(' → ') || 'no stage'},
        ${' '}${count(services.size, 'service')}</p></div>
    <div><${Waiting} project=${project} /><${Recent} project=${project} /></div>
  </li>`;
}

/** Events that were given up belong to no project a person looks at: they are told here. */
function Parked({parked}) {
  return parked > 0 && html`<p class="notice notice-fail"><${StateMark} mark="errored" />
    <a href=${deliveriesPath()}> ${count(parked, 'event')} could not be delivered</a></p>`;
}

const CREATE = './evenkeel create project NAME --shipyard=shipyard.yaml';

export function Projects({query, tools}) {
  const loaded = useLoaded(load, []);
  const refresh = useCoalesced(loaded.reload);
  useChanges('', useCallback(() => refresh(), []));
  const text = query.q ?? '';
  const search = event => setQuery({q: event.currentTarget.value}, {replace: true});
  return html`<${Page} trail=${[{label: 'Projects', href: './'}]} tools=${tools}>
    <h1>Projects</h1>
    <${Loaded} loaded=${loaded} skeleton=${4}>${({projects, parked: given}) => {
      if (projects.length === 0) {
        return html`<${Parked} parked=${given} />
          <${Empty} title="No project yet" command=${CREATE}>
          <p>A project is made from a shipyard: the stages, and what runs in each.</p></${Empty}>`;
      }
      const found = projects.filter(
          project => project.projectName.toLowerCase().includes(text.toLowerCase()));
      return html`
        <${Parked} parked=${given} />
        <div class="filters"><label>Find a project
          <input type="search" data-search value=${text} onInput=${search} /></label>
          <span class="muted" role="status">${count(found.length, 'project')}</span></div>
        <ul class="rows">${found.map(project => html`
          <${ProjectRow} key=${project.projectName} project=${project} />`)}</ul>
        ${found.length === 0 && html`<p>No project’s name contains “${text}”.
          <button type="button" onClick=${() => setQuery({q: ''})}>Show all</button></p>`}`;
    }}</${Loaded}>
  </${Page}>`;
}
