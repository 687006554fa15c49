// The public API: requests, paging, errors. Reads nothing a script could not read as well.

import {sentence} from './format.js';

const BASE = new URL('../api/', document.baseURI);
const LIMIT_MS = 30_000;
const EVENT_PAGE = 100;

/** Fired on window when the server no longer knows this browser. */
export const SIGNED_OUT = 'evenkeel-signed-out';

/** What went wrong, for people: message says what, advice what to do next. */
export class ApiError extends Error {
  constructor(status, message, advice) {
    super(sentence(message));
    this.status = status;
    this.advice = advice;
  }
}

async function send(path, options = {}) {
  const response = await reach(new URL(path, BASE), options);
  if (response.status === 401) {
    window.dispatchEvent(new Event(SIGNED_OUT));
  }
  const text = await response.text();
  if (!response.ok) {
    throw new ApiError(response.status, messageOf(text, response), adviceFor(response.status));
  }
  return text ? JSON.parse(text) : {};
}

async function reach(url, options) {
  try {
    return await fetch(url, {...options, signal: AbortSignal.timeout(LIMIT_MS)});
  } catch (failure) {
    throw failure.name === 'TimeoutError'
        ? new ApiError(0, 'The server did not answer within 30 s.', 'It may be busy; try again.')
        : new ApiError(0, 'The server cannot be reached.',
            'Check that it runs and that you are connected; then try again.');
  }
}

function messageOf(text, response) {
  try {
    return JSON.parse(text).message || `The server answered ${response.status}.`;
  } catch {
    return text.length > 0 && text.length < 200 && !text.includes('<')
        ? text : `The server answered ${response.status}.`;
  }
}

function adviceFor(status) {
  if (status === 401) {
    return 'Sign in again.';
  }
  if (status === 404) {
    return 'It may have been deleted; go back to the list.';
  }
  return status >= 500
      ? 'Try again; if it stays, the server’s log says more.'
      : 'Correct it and try again.';
}

function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return send(`${path}?${new URLSearchParams(given)}`);
}

function post(path, body, method = 'POST') {
  return send(path, {
    method,
    headers: {'content-type': 'application/json', 'x-evenkeel-bridge': '1'},
    body: JSON.stringify(body),
  });
}

const part = encodeURIComponent;

/** {projects, nextPageKey, totalCount} */
export function projects(pageKey) {
  return get('controlPlane/v1/project', {pageSize: 20, nextPageKey: pageKey});
}

/** {states, nextPageKey?, totalCount?}, newest first; filter: name, state, keptnContext. */
export function runs(project, filter = {}, pageSize = 50, pageKey = '') {
  return get(`controlPlane/v1/sequence/${part(project)}`,
      {...filter, pageSize, nextPageKey: pageKey || ''});
}

/** The state document of one run; null when there is none. */
export async function run(project, context) {
  return (await runs(project, {keptnContext: context}, 1)).states[0] ?? null;
}

/**
 * Events of a run, newest first. Reads pages until one holds an event that is known already,
 * so a refresh of a long run costs one request.
 */
export async function events(project, context, known = []) {
  const ids = new Set(known.map(event => event.id));
  const all = [];
  for (let key = ''; ;) {
    const page = await get('mongodb-datastore/event',
        {project, keptnContext: context, pageSize: EVENT_PAGE, nextPageKey: key});
    all.push(...page.events);
    key = page.nextPageKey ?? '';
    if (!key || key === '0' || page.events.some(event => ids.has(event.id))) {
      return all;
    }
  }
}

/** The newest event of a context, whatever its project; null when unknown. */
export async function anyEvent(context) {
  const page = await get('mongodb-datastore/event', {keptnContext: context, pageSize: 1});
  return page.events[0] ?? null;
}

/** command: pause, resume or abort. */
export function control(project, context, command) {
  return post(`controlPlane/v1/sequence/${part(project)}/${part(context)}/control`,
      {state: command});
}

/** Answers an approval; result: pass or fail. Shape: approval.md §4. */
export function answerApproval(trigger, result) {
  const {project, stage, service, labels} = trigger.data;
  return post('v1/event', {
    type: 'sh.keptn.event.approval.finished',
    specversion: '1.0',
    source: 'https://github.com/keptn/keptn/bridge#approval.finished',
    shkeptncontext: trigger.shkeptncontext,
    triggeredid: trigger.id,
    data: {project, stage, service, labels: labels ?? {}, message: '', result, status: 'succeeded'},
  });
}

/** state: parked or retrying; {deliveries, totalCount, nextPageKey?}, the oldest first. */
export function deliveries(pageKey = '', pageSize = 50, state = 'parked') {
  return get('evenkeel/v1/deliveries', {state, pageSize, nextPageKey: pageKey});
}

export const redrive = id => post(`evenkeel/v1/deliveries/${part(id)}/redrive`, {});

export const drop = (id, reason) => post(`evenkeel/v1/deliveries/${part(id)}`, {reason}, 'DELETE');

async function session(path, body) {
  const response = await reach(new URL(path, document.baseURI), {
    method: 'POST',
    headers: {'content-type': 'application/json', 'x-evenkeel-bridge': '1'},
    body,
  });
  if (!response.ok) {
    throw new ApiError(response.status, messageOf(await response.text(), response), '');
  }
}

/** Trades the API token for a cookie scripts cannot read. */
export const signIn = token => session('login', JSON.stringify({token}));

export const signOut = () => session('logout', '');
