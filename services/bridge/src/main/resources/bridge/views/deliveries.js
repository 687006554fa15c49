// Events a subscriber could not handle: those that were given up after the tenth attempt, and what
// can be done about it; those that are tried again, and when.
import {html, useEffect, useRef, useState} from '../html.js';
import * as api from '../data/api.js';
import {count} from '../data/format.js';
import {useLoaded} from '../data/loaded.js';
import {deliveriesPath, sequencePath} from '../data/routes.js';
import {Action} from '../parts/action.js';
import {Empty, Loaded} from '../parts/feedback.js';
import {Page} from '../parts/page.js';
import {StateMark} from '../parts/state-mark.js';
import {Ago} from '../parts/time.js';

const LOOK_MS = 15_000;

const readRetrying = () => api.deliveries('', 50, 'retrying');

/**
 * How many were given up since the list was read; it is not moved for them. What is tried again
 * stands below everything else and is kept as it is.
 */
function useNewer(total, handled, set) {
  const [newer, setNewer] = useState(0);
  useEffect(() => {
    setNewer(0);
    if (total === undefined) {
      return undefined;
    }
    const look = () => !document.hidden && Promise.all([api.deliveries('', 1), readRetrying()])
        .then(([parked, retrying]) => {
          setNewer(Math.max(0, parked.totalCount - total + handled.current));
          set(now => ({...now, retrying}));
        }, () => {});
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [total]);
  return newer;
}

function Event({delivery}) {
  const {project, stage, service, keptnContext} = delivery;
  const where = [service, stage, project].filter(name => name).join(' · ');
  return html`<div class="delivery-event"><strong>${delivery.type}</strong>
    <p class="muted">to ${delivery.subscriber}${where && `, ${where}`}</p>
    ${project && html`<p><a href=${sequencePath(project, keptnContext,
        {view: 'raw', q: delivery.eventId})}>Its sequence</a></p>`}</div>`;
}

function Delivery({delivery, onHandled}) {
  const after = work => work.then(onHandled);
  const {subscriber} = delivery;
  return html`<li class="row delivery">
    <${Event} delivery=${delivery} />
    <div><p><${StateMark} mark="errored" /> ${delivery.error || 'it failed without a message'}</p>
      <p class="muted">given up <${Ago} at=${delivery.since} /> after
        ${' '}${count(delivery.attempts, 'attempt')}</p>
      <div class="actions">
        <${Action} label="Try again" confirm="Yes, try again" kind="primary"
          consequence=${`${subscriber} gets the event at once, though later events of its context `
              + 'may have gone before.'}
          run=${() => after(api.redrive(delivery.id))} />
        <${Action} label="Drop" confirm="Yes, drop it" kind="danger" ask="Why"
          consequence=${`${subscriber} never gets this event. The reason is kept in the audit `
              + 'trail.'}
          run=${reason => after(api.drop(delivery.id, reason))} />
      </div></div>
  </li>`;
}

function Retried({delivery}) {
  return html`<li class="row delivery">
    <${Event} delivery=${delivery} />
    <div><p><${StateMark} mark="waiting" /> ${delivery.error || 'it failed without a message'}</p>
      <p class="muted">first failed <${Ago} at=${delivery.since} />,
        ${' '}${count(delivery.attempts, 'attempt')} so far${delivery.nextAttempt && html`;
        next attempt <${Ago} at=${delivery.nextAttempt} />`}</p></div>
  </li>`;
}

function Retrying({page}) {
  const {deliveries, totalCount} = page;
  return totalCount > 0 && html`<section aria-labelledby="retrying">
    <h2 id="retrying">Tried again</h2>
    <p>${count(totalCount, 'delivery', 'deliveries')}${totalCount > deliveries.length
        && `, of which these failed first`}</p>
    <ul class="rows">${deliveries.map(delivery => html`
      <${Retried} key=${delivery.id} delivery=${delivery} />`)}</ul></section>`;
}

function Parked({page, set, onHandled}) {
  return page.deliveries.length > 0 && html`<section aria-labelledby="parked">
    <h2 id="parked">Given up</h2>
    <p>${count(page.totalCount, 'delivery', 'deliveries')}, the oldest first</p>
    <ul class="rows">${page.deliveries.map(delivery => html`
      <${Delivery} key=${delivery.id} delivery=${delivery} onHandled=${onHandled} />`)}</ul>
    <${More} page=${page} set=${set} /></section>`;
}

function More({page, set}) {
  const [error, setError] = useState(null);
  const more = () => api.deliveries(page.nextPageKey).then(next => {
    setError(null);
    set(now => ({
      ...next, retrying: now.retrying, deliveries: [...now.deliveries, ...next.deliveries],
    }));
  }, setError);
  return page.nextPageKey && html`<p><button type="button" onClick=${more}>Show more</button>
    ${error && html`<span class="text-fail" role="alert"> ${error.message}</span>`}</p>`;
}

export function Deliveries({tools}) {
  const handled = useRef(0);
  const loaded = useLoaded(async () => {
    handled.current = 0;
    const [parked, retrying] = await Promise.all([api.deliveries(), readRetrying()]);
    return {...parked, retrying};
  }, []);
  const newer = useNewer(loaded.value?.totalCount, handled, loaded.set);
  const trail = [{label: 'Projects', href: './'}, {label: 'Deliveries', href: deliveriesPath()}];
  return html`<${Page} trail=${trail} tools=${tools}>
    <h1>Failed deliveries</h1>
    <p class="muted">Events a subscriber could not handle. After ten attempts they are given up and
      hold nothing up any more; the sequence they belong to may wait for them.</p>
    <div role="status">${newer > 0 && html`<button type="button" onClick=${loaded.reload}>
      ${newer} new: show</button>`}</div>
    <${Loaded} loaded=${loaded} skeleton=${4}>${page =>
        page.deliveries.length === 0 && page.retrying.totalCount === 0
          ? html`<${Empty} title="Nothing was given up" command="./evenkeel deliveries list">
              <p>Every event has reached those it is for, or has not failed yet.</p></${Empty}>`
          : html`<${Parked} page=${page} set=${loaded.set}
                onHandled=${() => handled.current++} />
              <${Retrying} page=${page.retrying} />`}</${Loaded}>
  </${Page}>`;
}
