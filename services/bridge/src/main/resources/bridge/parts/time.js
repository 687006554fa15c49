// Times and durations that count by themselves, with the exact time on hover.
import {createContext, html, useContext, useEffect, useState} from '../html.js';
import {duration, exact, millis, relative, wholeDuration} from '../data/format.js';

/** Whether times are shown in UTC. */
export const Utc = createContext(false);

const tickers = new Set();
setInterval(() => tickers.forEach(tick => tick()), 1000);

/** text(now), computed anew each second; draws only when it differs. */
export function useTicking(text, inputs) {
  const [shown, setShown] = useState(() => text(Date.now()));
  useEffect(() => {
    const tick = () => setShown(text(Date.now()));
    tick();
    tickers.add(tick);
    return () => tickers.delete(tick);
  }, inputs);
  return shown;
}

/** The time now, in steps of a second while live. */
export function useNow(live) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!live) {
      return undefined;
    }
    const tick = () => setNow(Date.now());
    tickers.add(tick);
    return () => tickers.delete(tick);
  }, [live]);
  return now;
}

/** "3 min ago"; at: milliseconds or RFC 3339. */
export function Ago({at}) {
  const utc = useContext(Utc);
  const time = typeof at === 'number' ? at : millis(at);
  const text = useTicking(now => relative(time, now), [time]);
  return Number.isNaN(time)
      ? html`<span>unknown time</span>`
      : html`<time datetime=${new Date(time).toISOString()} title=${exact(time, utc)}>
          ${text}</time>`;
}

/** The exact time, to the millisecond. */
export function Exact({at}) {
  const utc = useContext(Utc);
  const time = typeof at === 'number' ? at : millis(at);
  return Number.isNaN(time)
      ? html`<span>unknown time</span>`
      : html`<time datetime=${new Date(time).toISOString()}>${exact(time, utc)}</time>`;
}

/** "12 s": a length, or counting up from a time that has no end yet. */
export function Length({from, to}) {
  const text = useTicking(
      now => (to === null || to === undefined ? wholeDuration(now - from) : duration(to - from)),
      [from, to]);
  return html`<span class="number">${text}</span>`;
}
