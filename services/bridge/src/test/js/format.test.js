import assert from 'node:assert/strict';
import {test} from 'node:test';
import {criterion, evaluationOf, reasonOf, shortfalls}
  from '../../main/resources/bridge/data/evaluation.js';
import {
  clock, count, duration, exact, firstLine, millis, number, relative, sentence, ticks,
  wholeDuration,
} from '../../main/resources/bridge/data/format.js';
import {fold} from '../../main/resources/bridge/data/model.js';
import {deliveriesPath, place, queryText, sequencePath} from '../../main/resources/bridge/data/routes.js';
import {DELIVERY} from './sample.js';

const MIN = 60_000;

for (const [ms, text] of [
  [-5, '0.0 s'], [0, '0.0 s'], [24.2, '25 ms'], [420, '0.4 s'], [9949, '9.9 s'], [9950, '10 s'],
  [59_800, '59 s'], [3 * MIN, '3 min'], [3 * MIN + 5000, '3 min 5 s'], [124 * MIN, '2 h 4 min'],
  [49 * 60 * MIN, '2 d 1 h'],
]) {
  test(`${ms} ms is ${text}`, () => assert.equal(duration(ms), text));
}

test('what counts up shows whole seconds', () => {
  assert.equal(wholeDuration(1999), '1 s');
  assert.equal(wholeDuration(61_500), '1 min 1 s');
});

test('times relative to now', () => {
  assert.equal(relative(0, 500), 'just now');
  assert.equal(relative(0, 12_400), '12 s ago');
  assert.equal(relative(5 * MIN, 0), 'in 5 min');
  assert.equal(relative(0, 3 * 24 * 60 * MIN), '3 d ago');
});

test('exact times to the millisecond, nanoseconds cut', () => {
  const time = millis('2026-11-24T15:01:31.025815723Z');

  assert.equal(exact(time, true), '2026-11-24 15:01:31.025 UTC');
  assert.equal(clock(time, true), '15:01:31');
  assert.match(exact(time, false), /^2026-11-2\d \d\d:\d\d:31\.025 [+−]\d\d:\d\d$/);
  assert.equal(exact(millis('nonsense'), true), 'unknown time');
  assert.ok(Number.isNaN(millis(undefined)));
});

test('numbers are short, counts are counted', () => {
  assert.equal(number(66.66666666), '66.67');
  assert.equal(number(0.08235796), '0.08236');
  assert.equal(number(12345.5), '12,345.5');
  assert.equal(number(null), '–');
  assert.equal(count(1, 'run'), '1 run');
  assert.equal(count(10000, 'run'), '10,000 runs');
  assert.equal(sentence('the store is full'), 'The store is full.');
  assert.equal(sentence('Is it?'), 'Is it?');
  assert.equal(sentence(''), '');
  assert.equal(firstLine('\n  \n hello \nrest'), 'hello');
});

test('an axis has a round step and not too many ticks', () => {
  assert.deepEqual(ticks(8400, 8), [0, 2000, 4000, 6000, 8000]);
  for (const length of [1000, 61_000, 3_600_000, 90 * 24 * 60 * MIN]) {
    assert.ok(ticks(length, 8).length <= 9, `${length}`);
  }
});

test('a verdict explains what it missed', () => {
  const evaluation = evaluationOf(DELIVERY.find(event => event.type.endsWith('evaluation.finished')));

  assert.equal(evaluation.score, 75);
  assert.deepEqual(shortfalls(evaluation), [
    'Response time is 640.1, needs <=+10% (550)',
    'errors has no value: no series, which decides alone',
  ]);
  assert.equal(criterion({criteria: '<=0.2', target: 0.2}), '<=0.2');
});

test('events without a verdict have none', () => {
  const type = 'sh.keptn.event.evaluation.finished';

  assert.equal(evaluationOf({type, data: {evaluation: 'text'}}), null);
  assert.equal(evaluationOf({type: 'x', data: {evaluation: {}}}), null);
  assert.deepEqual(
      evaluationOf({type, data: {evaluation: {indicatorResults: null}}}).objectives, []);
});

test('a reason is the verdict, the message, or says that there is none', () => {
  const [deployment, evaluation] = fold(DELIVERY)[0].rows;

  assert.equal(reasonOf(deployment), '');
  assert.match(reasonOf(evaluation), /^Response time is 640.1/);
  assert.equal(reasonOf({...deployment, mark: 'fail', message: 'pull failed\nlog'}), 'pull failed');
  assert.equal(reasonOf({...deployment, mark: 'fail', message: ''}), 'job gave no reason');
});

test('addresses lead to places and back', () => {
  assert.deepEqual(place(''), {place: 'projects'});
  assert.deepEqual(place('dashboard'), {place: 'projects'});
  assert.deepEqual(place('project/a%2Fb'), {place: 'sequences', project: 'a/b'});
  assert.deepEqual(place('project/shop/sequence'), {place: 'sequences', project: 'shop'});
  assert.deepEqual(place(sequencePath('a b', 'c')),
      {place: 'sequence', project: 'a b', context: 'c'});
  assert.deepEqual(place('project/shop/sequence/c/stage/qa'),
      {place: 'sequence', project: 'shop', context: 'c'});
  assert.deepEqual(place(deliveriesPath()), {place: 'deliveries'});
  assert.deepEqual(place('trace/c'), {place: 'trace', context: 'c'});
  assert.equal(place('project/shop/uniform').place, 'nowhere');
  assert.equal(place('%').place, 'nowhere');
  assert.equal(queryText({a: '', b: 'x y', c: undefined}), '?b=x+y');
});
