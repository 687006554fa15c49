// The list of runs as it is shown: nothing in it moves by itself. Pure.
import {hasEnded} from './states.js';

/** {runs, open, nextPageKey, totalCount}; open: contexts that were not done when it was read. */
export function arrange(page, alsoOpen) {
  const runs = distinct([...alsoOpen, ...page.states]);
  return {
    runs,
    open: new Set(runs.filter(run => !hasEnded(run)).map(run => run.shkeptncontext)),
    nextPageKey: page.nextPageKey ?? 0,
    totalCount: page.totalCount ?? 0,
  };
}

/** Newest first; a run that is in two answers is there once. */
function distinct(runs) {
  return [...new Map(runs.map(run => [run.shkeptncontext, run])).values()]
      .sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
}

export function addPage(list, page) {
  const next = arrange({...page, states: [...list.runs, ...page.states]}, []);
  return {...next, open: list.open};
}

/** The list with this run changed in its place; null when the run is not in it. */
export function replaceRun(list, run) {
  const index = list.runs.findIndex(known => known.shkeptncontext === run.shkeptncontext);
  return index < 0 ? null : {...list, runs: list.runs.with(index, run)};
}

/** Whether what a row shows contains the text. */
export function matchesText(run, text) {
  const shown = [run.name, run.service, run.shkeptncontext, run.problemTitle,
    ...run.stages.flatMap(stage => [stage.name, stage.image])];
  return shown.some(value => (value ?? '').toLowerCase().includes(text.trim().toLowerCase()));
}
