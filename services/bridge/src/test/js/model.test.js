import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  allRows, fold, mergeEvents, openApprovals, parseType, span,
} from '../../main/resources/bridge/data/model.js';
import {at, DELIVERY, ev} from './sample.js';

const names = runs => runs.map(run => [run.stage, ...run.rows.map(row => row.name)]);

test('triggered, started and finished become one row in its stage', () => {
  const runs = fold(DELIVERY);

  assert.deepEqual(names(runs), [
    ['qa', 'deployment', 'evaluation'], ['production', 'approval']]);
  const [deployment] = runs[0].rows;
  assert.equal(deployment.triggeredAt, at(0.1));
  assert.equal(deployment.startedAt, at(1));
  assert.equal(deployment.finishedAt, at(5));
  assert.equal(deployment.mark, 'pass');
  assert.deepEqual(deployment.by.map(who => who.source), ['job']);
});

test('the order in which events arrive does not matter', () => {
  assert.deepEqual(fold([...DELIVERY].reverse()), fold(DELIVERY));
});

test('what an executor asks for while it works is inside its task', () => {
  const evaluation = fold(DELIVERY)[0].rows[1];

  assert.deepEqual(evaluation.inner.map(row => [row.name, row.mark]), [['get-sli', 'pass']]);
  assert.equal(evaluation.inner[0].outer, evaluation);
  assert.deepEqual(allRows(fold(DELIVERY)).map(row => row.name),
      ['deployment', 'evaluation', 'get-sli', 'approval']);
});

test('a finished stage has its result, an open one that of its open task', () => {
  const [qa, production] = fold(DELIVERY);

  assert.equal(qa.mark, 'warning');
  assert.equal(qa.finishedAt, at(6.1));
  assert.equal(production.mark, 'waiting');
  assert.equal(production.finishedAt, null);
});

test('an open approval waits, although it was started', () => {
  const [approval] = openApprovals(fold(DELIVERY));

  assert.equal(approval.row.mark, 'waiting');
  assert.equal(approval.trigger.id, 'a');
});

test('a person finishes the approval that the service started', () => {
  const answer = ev('production', 'approval.finished', 60,
      {to: 'a', source: 'bridge', result: 'fail', status: 'succeeded'});
  const runs = fold([...DELIVERY, answer]);

  assert.deepEqual(openApprovals(runs), []);
  assert.equal(runs[1].rows[0].mark, 'fail');
  assert.deepEqual(runs[1].rows[0].by.map(who => who.source), ['bridge']);
});

test('a task with two executors is done when both are, with the worse result', () => {
  const both = [
    ev('qa', 'qa.delivery.triggered', 0, {id: 'qa'}),
    ev('qa', 'test.triggered', 1, {id: 't'}),
    ev('qa', 'test.started', 2, {to: 't', source: 'one'}),
    ev('qa', 'test.started', 2.5, {to: 't', source: 'two'}),
    ev('qa', 'test.finished', 3,
        {to: 't', source: 'one', result: 'fail', status: 'succeeded', message: 'too slow'}),
  ];
  assert.equal(fold(both)[0].rows[0].mark, 'running');

  const done = [...both, ev('qa', 'test.finished', 9,
      {to: 't', source: 'two', result: 'pass', status: 'succeeded'})];
  const [row] = fold(done)[0].rows;
  assert.equal(row.mark, 'fail');
  assert.equal(row.finishedAt, at(9));
  assert.equal(row.message, 'too slow');
});

test('a stage that runs again is a block of its own', () => {
  const again = [
    ev('p', 'p.remediation.triggered', 0, {id: 'r1'}),
    ev('p', 'action.triggered', 1, {id: 'a1'}),
    ev('p', 'p.remediation.finished', 2, {to: 'r1', result: 'fail', status: 'succeeded'}),
    ev('p', 'p.remediation.triggered', 3, {id: 'r2'}),
    ev('p', 'action.triggered', 4, {id: 'a2'}),
  ];
  assert.deepEqual(fold(again).map(run => run.rows.map(row => row.id)), [['a1'], ['a2']]);
});

test('tasks left open by an abort are aborted, by anything else errored', () => {
  const cut = status => fold([
    ev('qa', 'qa.delivery.triggered', 0, {id: 'qa'}),
    ev('qa', 'test.triggered', 1, {id: 't'}),
    ev('qa', 'qa.delivery.finished', 2, {to: 'qa', status, result: 'pass'}),
  ])[0].rows[0];

  assert.equal(cut('aborted').mark, 'aborted');
  assert.equal(cut('errored').mark, 'errored');
  assert.equal(cut('aborted').endedAt, at(2));
});

test('events of unknown shape and answers to nothing are left out', () => {
  const odd = [
    {type: 'sh.keptn.log.error', id: '1', source: 'x', time: '2026-01-01T10:00:00Z', data: {}},
    {type: 'something.else', id: '2', source: 'x', time: '2026-01-01T10:00:00Z', data: null},
    ev('qa', 'test.finished', 1, {to: 'nobody', source: 'x'}),
    ev('qa', 'qa.delivery.finished', 1, {to: 'nobody'}),
  ];
  assert.deepEqual(fold(odd), []);
});

test('a task without a sequence still shows', () => {
  assert.deepEqual(names(fold([ev('qa', 'evaluation.triggered', 0)])), [['qa', 'evaluation']]);
});

test('merging keeps one of each, newest first, and the array when nothing is new', () => {
  const older = DELIVERY.slice(0, 3);
  const merged = mergeEvents(older, DELIVERY);

  assert.equal(merged.length, DELIVERY.length);
  assert.equal(merged[0].id, DELIVERY.at(-1).id);
  assert.equal(mergeEvents(merged, older), merged);
});

test('types are read by their number of parts', () => {
  assert.deepEqual(parseType('sh.keptn.event.test.started'),
      {stage: '', name: 'test', phase: 'started'});
  assert.deepEqual(parseType('sh.keptn.event.qa.delivery.finished'),
      {stage: 'qa', name: 'delivery', phase: 'finished'});
  assert.equal(parseType('sh.keptn.events.problem'), null);
  assert.equal(parseType(undefined), null);
});

test('the axis reaches to now while something is open, to the last event when all ended', () => {
  const runs = fold(DELIVERY);

  assert.deepEqual(span(runs, at(100), false), {from: at(0), to: at(100)});
  assert.deepEqual(span(runs, at(100), true), {from: at(0), to: at(6.4)});
});
