// What an evaluation said: score, objectives, and why it is not better. Pure.
import {firstLine, number} from './format.js';

/** {result, score, objectives, …} of an evaluation.finished; null for other events. */
export function evaluationOf(event) {
  const evaluation = event.data?.evaluation;
  if (event.type !== 'sh.keptn.event.evaluation.finished' || typeof evaluation !== 'object'
      || evaluation === null) {
    return null;
  }
  return {
    result: evaluation.result ?? '', score: evaluation.score,
    from: evaluation.timeStart ?? '', to: evaluation.timeEnd ?? '',
    compared: (evaluation.comparedEvents ?? []).length,
    objectives: (evaluation.indicatorResults ?? []).map(objective),
  };
}

function objective(indicator) {
  const value = indicator.value ?? {};
  return {
    name: indicator.displayName || value.metric || 'unnamed objective',
    metric: value.metric ?? '',
    value: value.value,
    compared: value.comparedValue,
    failure: value.success === false ? value.message || 'no value was delivered' : '',
    score: indicator.score, key: Boolean(indicator.keySli), mark: indicator.status,
    pass: targets(indicator.passTargets), warning: targets(indicator.warningTargets),
  };
}

function targets(list) {
  return (list ?? []).map(target => ({
    criteria: target.criteria, target: target.targetValue, violated: Boolean(target.violated),
  }));
}

/** "<=0.2"; a relative one with what it came to: ">=-80% (1.597)". */
export function criterion(target) {
  return /%|^[<>=]+[+-]/.test(target.criteria)
      ? `${target.criteria} (${number(target.target)})`
      : target.criteria;
}

/** One sentence an objective; [] when all passed. */
export function shortfalls(evaluation) {
  return evaluation.objectives
      .filter(objective => objective.mark === 'fail' || objective.mark === 'warning')
      .map(shortfall);
}

function shortfall(objective) {
  const alone = objective.key && objective.mark === 'fail' ? ', which decides alone' : '';
  if (objective.failure) {
    return `${objective.name} has no value: ${objective.failure}${alone}`;
  }
  const missed = objective.pass.filter(target => target.violated).map(criterion).join(' and ');
  return `${objective.name} is ${number(objective.value)}, needs ${missed || 'more'}${alone}`;
}

/** Why a row ended as it did, in one line; '' when all is well. */
export function reasonOf(row) {
  if (row.mark === 'pass' || row.finishedAt === null) {
    return '';
  }
  const missed = row.evaluation ? shortfalls(row.evaluation) : [];
  return missed.join('; ') || firstLine(row.message)
      || `${row.by.map(who => who.source).join(', ') || 'the executor'} gave no reason`;
}
