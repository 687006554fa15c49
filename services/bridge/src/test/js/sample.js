// Events of a made-up run, short to write: ev('qa', 'test.started', 2.5, {...}).
const START = Date.parse('2026-01-01T10:00:00Z');

export const at = seconds => START + seconds * 1000;

/** id: of a trigger, 'name.triggered'; an answer names it in triggeredid. */
export function ev(stage, type, seconds, {source = 'shipyard-controller', to, id, ...data} = {}) {
  return {
    type: `sh.keptn.event.${type}`, id: id ?? `${stage}/${type}/${source}`, source,
    ...(to && {triggeredid: to}), shkeptncontext: 'c1',
    time: new Date(at(seconds)).toISOString(), data: {project: 'shop', stage, service: 'cart', ...data},
  };
}

/** qa delivered and judged, production waits for an approval. */
export const DELIVERY = [
  ev('qa', 'qa.delivery.triggered', 0, {id: 'qa', source: 'cli'}),
  ev('qa', 'deployment.triggered', 0.1, {id: 'd'}),
  ev('qa', 'deployment.started', 1, {to: 'd', source: 'job'}),
  ev('qa', 'deployment.finished', 5,
      {to: 'd', source: 'job', result: 'pass', status: 'succeeded', message: 'done\nlog'}),
  ev('qa', 'evaluation.triggered', 5.1, {id: 'e'}),
  ev('qa', 'evaluation.started', 5.2, {to: 'e', source: 'lighthouse-service'}),
  ev('qa', 'get-sli.triggered', 5.3, {id: 's', source: 'lighthouse-service'}),
  ev('qa', 'get-sli.started', 5.4, {to: 's', source: 'prometheus'}),
  ev('qa', 'get-sli.finished', 5.5,
      {to: 's', source: 'prometheus', result: 'pass', status: 'succeeded'}),
  ev('qa', 'evaluation.finished', 6, {
    to: 'e', source: 'lighthouse-service', result: 'warning', status: 'succeeded',
    evaluation: {
      result: 'warning', score: 75, timeStart: '', timeEnd: '', comparedEvents: ['x'],
      indicatorResults: [
        {
          displayName: 'Response time', keySli: false, status: 'warning', score: 0.5,
          value: {metric: 'rt', value: 640.123456, comparedValue: 500, success: true},
          passTargets: [{criteria: '<=+10%', targetValue: 550, violated: true}],
          warningTargets: [{criteria: '<=800', targetValue: 800, violated: false}],
        },
        {
          displayName: '', keySli: true, status: 'fail', score: 0,
          value: {metric: 'errors', value: 0, success: false, message: 'no series'},
          passTargets: null, warningTargets: null,
        },
      ],
    },
  }),
  ev('qa', 'qa.delivery.finished', 6.1, {to: 'qa', result: 'warning', status: 'succeeded'}),
  ev('production', 'production.delivery.triggered', 6.2, {id: 'prod'}),
  ev('production', 'approval.triggered', 6.3, {id: 'a'}),
  ev('production', 'approval.started', 6.4, {to: 'a', source: 'approval-service'}),
];
