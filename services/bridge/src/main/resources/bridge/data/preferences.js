// What this browser remembers about its user: time zone, theme, single-key shortcuts.
import {useEffect, useState} from '../html.js';

const KEY = 'evenkeel-preferences';
const DEFAULTS = {utc: false, theme: 'auto', shortcuts: true};
const CHANGED = 'evenkeel-preferences-changed';

function read() {
  try {
    return {...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}')};
  } catch {
    return DEFAULTS;
  }
}

function write(preferences) {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}

/** [preferences, change(some of them)] */
export function usePreferences() {
  const [preferences, setPreferences] = useState(read);
  useEffect(() => {
    const changed = event => setPreferences(event.detail);
    window.addEventListener(CHANGED, changed);
    return () => window.removeEventListener(CHANGED, changed);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = preferences.theme;
  }, [preferences.theme]);
  const change = changes => {
    const next = {...preferences, ...changes};
    write(next);
    window.dispatchEvent(new CustomEvent(CHANGED, {detail: next}));
  };
  return [preferences, change];
}
