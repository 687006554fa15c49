// What surrounds every view: session, theme, time zone, shortcuts.
import {html, useEffect, useRef, useState} from '../html.js';
import {SIGNED_OUT, signOut} from '../data/api.js';
import {useLiveStatus} from '../data/live.js';
import {navigate, useLocation} from '../data/location.js';
import {usePreferences} from '../data/preferences.js';
import {deliveriesPath, place, projectPath, projectsPath} from '../data/routes.js';
import {Help} from '../parts/help.js';
import {Page} from '../parts/page.js';
import {Utc} from '../parts/time.js';
import {Login} from './login.js';

const LIVE_TEXT = {live: 'live', connecting: 'connecting…', reconnecting: 'reconnecting…'};

/** / g p g s g d ?, unless something is being typed or they are switched off. */
function useShortcuts(enabled, where, help) {
  const goes = useRef(0);
  useEffect(() => {
    const press = event => {
      const typing = event.target.closest?.('input, select, textarea, [contenteditable], dialog');
      if (event.key === 'Escape' && event.target.matches?.('input')) {
        event.target.blur();
      }
      if (!enabled || typing || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const follows = Date.now() - goes.current < 1500;
      goes.current = event.key === 'g' ? Date.now() : 0;
      if (event.key === '?') {
        help();
      } else if (event.key === '/') {
        event.preventDefault();
        document.querySelector('[data-search]')?.focus();
      } else if (follows && event.key === 'p') {
        navigate(projectsPath() || './');
      } else if (follows && event.key === 'd') {
        navigate(deliveriesPath());
      } else if (follows && event.key === 's' && where.project) {
        navigate(projectPath(where.project));
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [enabled, where.project]);
}

function useSession() {
  const [signedIn, setSignedIn] = useState(true);
  useEffect(() => {
    const end = () => setSignedIn(false);
    window.addEventListener(SIGNED_OUT, end);
    return () => window.removeEventListener(SIGNED_OUT, end);
  }, []);
  return [signedIn, setSignedIn];
}

function Tools({preferences, change, help, leave}) {
  const live = useLiveStatus();
  return html`
    <span class="live live-${live}" role="status">${LIVE_TEXT[live]}</span>
    <label>Times <select value=${preferences.utc ? 'utc' : 'local'}
      onChange=${event => change({utc: event.currentTarget.value === 'utc'})}>
      <option value="local">local</option><option value="utc">UTC</option></select></label>
    <label>Theme <select value=${preferences.theme}
      onChange=${event => change({theme: event.currentTarget.value})}>
      <option value="auto">system</option><option value="light">light</option>
      <option value="dark">dark</option></select></label>
    <a href=${deliveriesPath()}>Deliveries</a>
    <button type="button" class="plain" onClick=${help}>Keyboard</button>
    <button type="button" class="plain" onClick=${leave}>Sign out</button>`;
}

export function Shell({views}) {
  const {path, query} = useLocation();
  const [preferences, change] = usePreferences();
  const [signedIn, setSignedIn] = useSession();
  const [helping, setHelping] = useState(false);
  const where = place(path);
  useShortcuts(preferences.shortcuts && signedIn, where, () => setHelping(true));
  useEffect(() => window.scrollTo(0, 0), [path]);

  if (!signedIn) {
    return html`<${Page} trail=${[{label: 'Sign in', href: ''}]}>
      <${Login} refused=${query.login === 'refused'} onDone=${() => setSignedIn(true)} />
    </${Page}>`;
  }
  const leave = () => signOut().then(() => setSignedIn(false), () => setSignedIn(false));
  const tools = html`<${Tools} preferences=${preferences} change=${change}
    help=${() => setHelping(true)} leave=${leave} />`;
  return html`<${Utc.Provider} value=${preferences.utc}>
    <${views[where.place]} key=${path} ...${where} query=${query} tools=${tools} />
    <${Help} open=${helping} onClose=${() => setHelping(false)}
      shortcuts=${preferences.shortcuts} onShortcuts=${shortcuts => change({shortcuts})} />
  </${Utc.Provider}>`;
}
