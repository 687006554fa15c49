// The address bar holds all state: where one is, filters, selections. Links are plain links.
import {useEffect, useState} from '../html.js';
import {queryText} from './routes.js';

const BASE = new URL(document.baseURI).pathname;
const CHANGED = 'evenkeel-navigated';

/** {path, query}: path relative to the bridge, query as an object. */
function here() {
  const path = location.pathname.startsWith(BASE) ? location.pathname.slice(BASE.length) : '';
  return {path, query: Object.fromEntries(new URLSearchParams(location.search))};
}

export function navigate(target, {replace = false} = {}) {
  const url = new URL(target, document.baseURI);
  if (url.href !== location.href) {
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    window.dispatchEvent(new Event(CHANGED));
  }
}

/** Changes some of the query; what becomes empty is removed. */
export function setQuery(changes, options) {
  const {path, query} = here();
  navigate((path || './') + queryText({...query, ...changes}), options);
}

/** Follows links inside the bridge without loading the page anew. */
function follow(click) {
  const link = click.target.closest?.('a[href]');
  const modified = click.ctrlKey || click.metaKey || click.shiftKey || click.altKey;
  if (!link || modified || click.button !== 0 || click.defaultPrevented || link.target) {
    return;
  }
  const url = new URL(link.href);
  if (url.origin === location.origin && url.pathname.startsWith(BASE)) {
    click.preventDefault();
    navigate(url.href);
  }
}

export function useLocation() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    window.addEventListener('popstate', update);
    window.addEventListener(CHANGED, update);
    document.addEventListener('click', follow);
    return () => {
      window.removeEventListener('popstate', update);
      window.removeEventListener(CHANGED, update);
      document.removeEventListener('click', follow);
    };
  }, []);
  return place;
}
