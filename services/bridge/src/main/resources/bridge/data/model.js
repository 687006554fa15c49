// Events of one run -> stages and tasks, one row each: triggered, started and finished folded
// into one. Pure. Events are as the event store answers them, in any order.
import {millis} from './format.js';
import {outcome, worst} from './states.js';
import {evaluationOf} from './evaluation.js';

const PREFIX = 'sh.keptn.event.';
const CONTROLLER = 'shipyard-controller';

/** {stage, name, phase} of a type; stage is '' for tasks; null for what is neither. */
export function parseType(type) {
  if (!type?.startsWith(PREFIX)) {
    return null;
  }
  const parts = type.slice(PREFIX.length).split('.');
  if (parts.length === 2) {
    return {stage: '', name: parts[0], phase: parts[1]};
  }
  return parts.length === 3 ? {stage: parts[0], name: parts[1], phase: parts[2]} : null;
}

/** Adds what is new to known events; keeps the array when there is nothing. Newest first. */
export function mergeEvents(known, arrived) {
  const ids = new Set(known.map(event => event.id));
  const fresh = arrived.filter(event => !ids.has(event.id));
  return fresh.length ? [...known, ...fresh].sort((a, b) => -byTime(a, b)) : known;
}

function byTime(a, b) {
  return a.time < b.time ? -1 : a.time > b.time ? 1 : phaseOrder(a) - phaseOrder(b);
}

function phaseOrder(event) {
  return ['triggered', 'started', 'finished'].indexOf(parseType(event.type)?.phase);
}

/** The stage runs of a context, oldest first, each with its rows. */
export function fold(events) {
  const runs = [];
  const rows = new Map();
  for (const event of [...events].sort(byTime)) {
    const type = parseType(event.type);
    if (type?.stage) {
      foldRun(runs, event, type);
    } else if (type) {
      foldTask(runs, rows, event, type);
    }
  }
  runs.forEach(settle);
  return runs;
}

function foldRun(runs, event, type) {
  if (type.phase === 'triggered') {
    runs.push(newRun(event, type.stage, type.name));
  } else if (type.phase === 'finished') {
    const run = runs.find(candidate => candidate.id === event.triggeredid);
    if (run) {
      run.finishedAt = millis(event.time);
      run.status = event.data?.status ?? '';
      run.result = event.data?.result ?? '';
      run.message = event.data?.message ?? '';
    }
  }
}

function newRun(event, stage, name) {
  return {
    id: event.id, stage, name, service: event.data?.service ?? '', rows: [], message: '',
    triggeredAt: millis(event.time), finishedAt: null, status: '', result: '', mark: 'running',
  };
}

function foldTask(runs, rows, event, type) {
  if (type.phase === 'triggered') {
    const row = newRow(event, type.name);
    rows.set(event.id, row);
    place(runs, row, event);
    return;
  }
  const row = rows.get(event.triggeredid);
  if (!row) {
    return;
  }
  row.events.push(event);
  if (type.phase === 'started') {
    start(row, event);
  } else if (type.phase === 'finished') {
    finish(row, event);
  }
}

function newRow(event, name) {
  return {
    id: event.id, name, stage: event.data?.stage ?? '', triggeredAt: millis(event.time),
    startedAt: null, finishedAt: null, mark: 'waiting', result: '', status: '', message: '',
    by: [], inner: [], outer: null, evaluation: null, events: [event],
  };
}

/** Into the youngest open run of its stage; what another service asks for, inside its task. */
function place(runs, row, event) {
  const same = runs.filter(run => run.stage === row.stage);
  let run = same.filter(candidate => candidate.finishedAt === null).at(-1) ?? same.at(-1);
  if (!run) {
    run = newRun(event, row.stage, '');
    runs.push(run);
  }
  const open = run.rows.filter(candidate => candidate.finishedAt === null).at(-1);
  if (event.source !== CONTROLLER && open) {
    row.outer = open;
    open.inner.push(row);
  } else {
    run.rows.push(row);
  }
}

function start(row, event) {
  row.startedAt ??= millis(event.time);
  row.by.push({
    source: event.source, startedAt: millis(event.time), finishedAt: null, message: '',
    note: event.data?.message ?? '', mark: 'running',
  });
}

/** A task is done when as many have finished as started: several may work on it. */
function finish(row, event) {
  const data = event.data ?? {};
  const executor = row.by.find(who => who.source === event.source && who.finishedAt === null)
      ?? answerFor(row, event);
  executor.finishedAt = millis(event.time);
  executor.mark = outcome(data.status, data.result);
  executor.message = data.message ?? '';
  executor.source = event.source;
  row.evaluation = evaluationOf(event) ?? row.evaluation;
  if (row.by.every(who => who.finishedAt !== null)) {
    row.finishedAt = millis(event.time);
    row.mark = worst(row.by.map(who => who.mark));
    row.message = row.by.find(who => who.mark === row.mark && who.message)?.message ?? '';
  }
}

/** An approval is started by the service and finished by a person: one answer, two sources. */
function answerFor(row, event) {
  const open = row.by.find(who => who.finishedAt === null);
  if (open) {
    return open;
  }
  const answer = {source: event.source, startedAt: null, note: ''};
  row.by.push(answer);
  return answer;
}

function settle(run) {
  if (run.finishedAt !== null) {
    run.mark = outcome(run.status, run.result);
  }
  for (const row of [...run.rows, ...run.rows.flatMap(outer => outer.inner)]) {
    if (row.finishedAt === null) {
      row.mark = openRowMark(row, run);
      row.endedAt = run.finishedAt;
    }
  }
  if (run.finishedAt === null) {
    run.mark = run.rows.find(row => row.finishedAt === null)?.mark ?? 'running';
  }
}

function openRowMark(row, run) {
  if (run.finishedAt !== null) {
    return run.status === 'aborted' ? 'aborted' : 'errored';
  }
  return row.startedAt === null || row.name === 'approval' ? 'waiting' : 'running';
}

/** All rows with what happened inside of them behind them. */
export function allRows(runs) {
  return runs.flatMap(run => run.rows.flatMap(row => [row, ...row.inner]));
}

/** The approvals that wait for a person: open and started. */
export function openApprovals(runs) {
  return runs.filter(run => run.finishedAt === null).flatMap(run => run.rows
      .filter(row => row.name === 'approval' && row.finishedAt === null)
      .map(row => ({row, run, trigger: row.events[0]})));
}

/** From the first event to the last, or to now while something is open. */
export function span(runs, now, ended) {
  const starts = runs.map(run => run.triggeredAt);
  const ends = runs.map(run => run.finishedAt ?? (ended ? lastSeen(run) : now));
  const from = Math.min(...starts);
  return {from, to: Math.max(from + 1000, ...ends)};
}

function lastSeen(run) {
  return Math.max(run.triggeredAt,
      ...run.rows.map(row => row.finishedAt ?? row.startedAt ?? row.triggeredAt));
}
