// "Something changed": one stream of server-sent events for the page, closed while the page is
// hidden (browsers allow six connections to a host) and caught up with when it is seen again.
import {useEffect, useState} from '../html.js';

const RETRY_MS = 2000;

let source = null;
let project = null;
let retry = 0;
let status = 'connecting';
const listeners = new Set();
const observers = new Set();

function setStatus(next) {
  status = next;
  observers.forEach(observer => observer(next));
}

function connect() {
  clearTimeout(retry);
  source?.close();
  source = null;
  if (project === null || document.hidden) {
    return;
  }
  const url = new URL('../api/evenkeel/v1/changes', document.baseURI);
  if (project) {
    url.searchParams.set('project', project);
  }
  source = new EventSource(url);
  source.onopen = opened;
  source.onmessage = message => tell(JSON.parse(message.data));
  source.onerror = broken;
}

/** Whatever happened before the stream was open has to be read once. */
function opened() {
  setStatus('live');
  tell(null);
}

function broken() {
  setStatus('reconnecting');
  if (source?.readyState === EventSource.CLOSED) {
    clearTimeout(retry);
    retry = setTimeout(connect, RETRY_MS);
  }
}

function tell(change) {
  listeners.forEach(listener => listener(change));
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    connect();
  } else if (source) {
    source.close();
    source = null;
  }
});

/**
 * Calls onChange with {project, keptnContext} for each change, and with null when anything may
 * have changed. watched: a project, or '' for all.
 */
export function useChanges(watched, onChange) {
  useEffect(() => {
    listeners.add(onChange);
    return () => listeners.delete(onChange);
  }, [onChange]);
  useEffect(() => {
    project = watched;
    connect();
    return () => {
      project = null;
      connect();
    };
  }, [watched]);
}

/** 'connecting', 'live' or 'reconnecting'. */
export function useLiveStatus() {
  const [shown, setShown] = useState(status);
  useEffect(() => {
    observers.add(setShown);
    setShown(status);
    return () => observers.delete(setShown);
  }, []);
  return shown;
}
