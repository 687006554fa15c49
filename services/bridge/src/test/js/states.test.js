import assert from 'node:assert/strict';
import {test} from 'node:test';
import {addPage, arrange, matchesText, replaceRun}
  from '../../main/resources/bridge/data/run-list.js';
import {MARKS, outcome, runMark, stageMark, worst}
  from '../../main/resources/bridge/data/states.js';

const run = (state, ...stages) => ({name: 'delivery', service: 'cart', state, stages});
const waiting = reason => ({name: 'qa', state: 'triggered', waiting: {reason, text: 'x'}});
const failed = {
  name: 'qa', state: 'succeeded', latestEvent: {id: '2'}, latestFailedEvent: {id: '2'},
};

for (const [expected, document] of [
  ['running', run('started', waiting('running'))],
  ['waiting', run('started', waiting('approval'))],
  ['waiting', run('started', waiting('running'), waiting('queued'))],
  ['waiting', run('waiting', {name: 'qa', state: ''})],
  ['running', run('started', {name: 'qa', state: 'succeeded'})],
  ['errored', run('started', waiting('running'), waiting('blocked'))],
  ['waiting', run('started', waiting('running'), waiting('retrying'))],
  ['paused', run('paused', waiting('paused'))],
  ['paused', run('started', waiting('paused'))],
  ['aborted', run('aborted', {name: 'qa', state: 'aborted'})],
  ['errored', run('timedOut', {name: 'qa', state: 'triggered'})],
  ['errored', run('finished', {name: 'qa', state: 'errored'})],
  ['fail', run('finished', {name: 'dev', state: 'succeeded'}, failed)],
  ['pass', run('finished', {...failed, latestEvent: {id: '9'}})],
  ['warning', run('finished',
      {name: 'qa', state: 'succeeded', latestEvaluation: {result: 'warning', score: 75}})],
  ['pass', run('finished', {name: 'qa', state: 'succeeded'})],
]) {
  test(`${JSON.stringify(document).slice(40, 150)} is ${expected}`, () => {
    assert.equal(runMark(document), expected);
  });
}

test('every mark is one of the eight', () => {
  for (const state of ['started', 'paused', 'aborted', 'errored', 'unknown', '', 'succeeded']) {
    assert.ok(MARKS.includes(stageMark({state}, run('started'))), state);
  }
});

test('outcomes: the status decides before the result', () => {
  assert.equal(outcome('errored', 'fail'), 'errored');
  assert.equal(outcome('aborted', 'pass'), 'aborted');
  assert.equal(outcome('succeeded', 'warning'), 'warning');
  assert.equal(outcome('succeeded', ''), 'pass');
  assert.equal(worst(['pass', 'fail', 'warning']), 'fail');
});

const doc = (shkeptncontext, time, state) => ({...run(state), shkeptncontext, time});

test('open runs that are not on the page come first by time, each once', () => {
  const page = {states: [doc('b', '2', 'finished'), doc('a', '1', 'started')], nextPageKey: 2};
  const list = arrange(page, [doc('a', '1', 'started'), doc('o', '0', 'paused')]);

  assert.deepEqual(list.runs.map(each => each.shkeptncontext), ['b', 'a', 'o']);
  assert.deepEqual([...list.open], ['a', 'o']);
});

test('a change stays in its place, also when the run has ended by it', () => {
  const list = arrange({states: [doc('a', '1', 'started')]}, []);
  const next = replaceRun(list, doc('a', '1', 'finished'));

  assert.equal(next.runs[0].state, 'finished');
  assert.ok(next.open.has('a'));
  assert.equal(replaceRun(list, doc('new', '3', 'started')), null);
});

test('a further page goes below', () => {
  const list = arrange({states: [doc('b', '2', 'finished')], nextPageKey: 1}, []);
  const next = addPage(list, {states: [doc('a', '1', 'finished')]});

  assert.deepEqual(next.runs.map(each => each.shkeptncontext), ['b', 'a']);
  assert.equal(next.nextPageKey, 0);
});

test('text is looked for in what a row shows', () => {
  const shown = {...doc('ctx', '1', 'started'), stages: [{name: 'qa', image: 'cart:1.2'}]};

  assert.ok(matchesText(shown, 'CART:1'));
  assert.ok(matchesText(shown, ''));
  assert.ok(!matchesText(shown, 'nothing'));
});
