// The eight marks, and which of them a state document, a stage or a result has. Pure.

export const MARKS = [
  'pass', 'warning', 'fail', 'running', 'paused', 'waiting', 'aborted', 'errored',
];

/** From good to bad, for "the worst of". */
const SEVERITY = ['pass', 'warning', 'aborted', 'errored', 'fail'];

export function worst(marks) {
  return marks.reduce(
      (a, b) => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a), 'pass');
}

/** The mark of a finished task or run; an unknown word is no reason to show success. */
export function outcome(status, result) {
  if (status === 'aborted') {
    return 'aborted';
  }
  if (status === 'errored' || status === 'unknown') {
    return 'errored';
  }
  return ['pass', 'warning', 'fail'].includes(result) ? result : 'pass';
}

/** Why a stage is not further, as the API says it; "running" is not waiting. */
export function waits(stage) {
  return stage.waiting && stage.waiting.reason !== 'running' ? stage.waiting : null;
}

const ENDED = ['finished', 'aborted', 'timedOut'];

export function hasEnded(run) {
  return ENDED.includes(run.state);
}

/** The mark of one stage of a run's state document. */
export function stageMark(stage, run) {
  if (stage.waiting) {
    return waitingMark(stage.waiting);
  }
  if (stage.state === 'paused' || stage.state === 'aborted') {
    return stage.state;
  }
  if (stage.state === 'triggered' || stage.state === 'started' || stage.state === '') {
    return openStage(run);
  }
  if (stage.state === 'errored' || stage.state === 'unknown') {
    return 'errored';
  }
  return failedAtTheEnd(stage) ? 'fail' : evaluated(stage);
}

function openStage(run) {
  if (run.state === 'timedOut') {
    return 'errored';
  }
  return {aborted: 'aborted', paused: 'paused', waiting: 'waiting', triggered: 'waiting'}[run.state]
      ?? 'running';
}

function waitingMark(waiting) {
  return {running: 'running', paused: 'paused', blocked: 'errored'}[waiting.reason] ?? 'waiting';
}

/** Earlier failures stay in the document; only the event that ended the stage counts. */
function failedAtTheEnd(stage) {
  return Boolean(stage.latestFailedEvent)
      && stage.latestFailedEvent.id === stage.latestEvent?.id;
}

function evaluated(stage) {
  return stage.latestEvaluation?.result === 'warning' ? 'warning' : 'pass';
}

/** The mark of a whole run. */
export function runMark(run) {
  const stages = run.stages.map(stage => stageMark(stage, run));
  switch (run.state) {
    case 'finished': return worst(stages);
    case 'aborted': return 'aborted';
    case 'timedOut': return 'errored';
    case 'paused': return 'paused';
    default: return openMark(stages);
  }
}

function openMark(stages) {
  const open = ['errored', 'waiting', 'running', 'paused'].filter(mark => stages.includes(mark));
  return open[0] ?? 'running';
}

/** The words of a filter for people, by the word of the API. */
export const STATE_FILTERS = [
  ['', 'any state'],
  ['started', 'started'],
  ['triggered', 'triggered'],
  ['waiting', 'waiting in line'],
  ['paused', 'paused'],
  ['finished', 'finished'],
  ['aborted', 'aborted'],
  ['timedOut', 'timed out'],
];
