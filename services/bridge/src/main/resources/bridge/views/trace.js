// /trace/{context}: a link that knows the run but not the project, as tools of old write it.
import {html, useEffect} from '../html.js';
import {anyEvent} from '../data/api.js';
import {useLoaded} from '../data/loaded.js';
import {navigate} from '../data/location.js';
import {sequencePath} from '../data/routes.js';
import {Empty, Loaded} from '../parts/feedback.js';
import {Page} from '../parts/page.js';

export function Trace({context, tools}) {
  const loaded = useLoaded(() => anyEvent(context), [context]);
  const project = loaded.value?.data?.project;
  useEffect(() => {
    if (project) {
      navigate(sequencePath(project, context), {replace: true});
    }
  }, [project]);
  return html`<${Page} trail=${[{label: 'Projects', href: './'}, {label: 'Trace', href: ''}]}
    tools=${tools}>
    <h1>Looking for the run</h1>
    <${Loaded} loaded=${loaded} skeleton=${3}>${() => !project && html`
      <${Empty} title="No event has this Keptn context">
        <p><code>${context}</code> is unknown here. Its project may have been deleted.</p>
      </${Empty}>`}</${Loaded}>
  </${Page}>`;
}
