// Numbers and times as people read them. Pure: "now" comes in.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** RFC 3339 to milliseconds; NaN when it is none. Nanoseconds are cut. */
export function millis(text) {
  return Date.parse(String(text ?? '').replace(/(\.\d{3})\d+/, '$1'));
}

/** "24 ms", "0.4 s", "12 s", "3 min 5 s", "2 h 4 min", "3 d 1 h"; never negative: clocks differ. */
export function duration(ms) {
  const length = Math.max(0, ms);
  if (length > 0 && length < 100) {
    return `${Math.ceil(length)} ms`;
  }
  if (length < 9950) {
    return `${(length / SECOND).toFixed(1)} s`;
  }
  if (length < MINUTE) {
    return `${Math.min(59, Math.round(length / SECOND))} s`;
  }
  return length < HOUR
      ? two(length, MINUTE, 'min', SECOND, 's')
      : length < DAY ? two(length, HOUR, 'h', MINUTE, 'min') : two(length, DAY, 'd', HOUR, 'h');
}

/** The same without tenths, for what counts up in front of one's eyes. */
export function wholeDuration(ms) {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  return seconds < 60 ? `${seconds} s` : duration(seconds * SECOND);
}

function two(length, large, largeUnit, small, smallUnit) {
  const rest = Math.floor((length % large) / small);
  return `${Math.floor(length / large)} ${largeUnit}${rest ? ` ${rest} ${smallUnit}` : ''}`;
}

/** "12 s ago", "in 3 min"; days are enough beyond two of them. */
export function relative(time, now) {
  const past = now - time;
  if (Math.abs(past) < SECOND) {
    return 'just now';
  }
  const length = Math.abs(past);
  const text = length >= 2 * DAY ? `${Math.floor(length / DAY)} d`
      : length >= HOUR ? wholeDuration(length)
      : length >= MINUTE ? `${Math.floor(length / MINUTE)} min`
      : wholeDuration(length);
  return past > 0 ? `${text} ago` : `in ${text}`;
}

/** "2026-11-24 15:01:31.025 UTC", or local with its offset. */
export function exact(time, utc) {
  if (Number.isNaN(time)) {
    return 'unknown time';
  }
  const shift = utc ? 0 : -new Date(time).getTimezoneOffset();
  const text = new Date(time + shift * MINUTE).toISOString().replace('T', ' ').slice(0, 23);
  return `${text} ${utc ? 'UTC' : offset(shift)}`;
}

/** "15:01:31" */
export function clock(time, utc) {
  return exact(time, utc).slice(11, 19);
}

function offset(minutes) {
  const digits = Math.abs(minutes);
  const pad = number => String(number).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${pad(Math.floor(digits / 60))}:${pad(digits % 60)}`;
}

/** A measured value: at most four significant digits after the point's first. */
export function number(value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return '–';
  }
  return value.toLocaleString('en', {maximumSignificantDigits: Math.abs(value) < 1000 ? 4 : 8});
}

/** "1 run", "2 runs" */
export function count(n, one, many = `${one}s`) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** The first line that says something. */
export function firstLine(text) {
  return String(text ?? '').split('\n').map(line => line.trim()).find(line => line) ?? '';
}

/** With a capital and a full stop, so that it can stand before another one. */
export function sentence(text) {
  const trimmed = String(text ?? '').trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(capital) || !capital ? capital : `${capital}.`;
}

/** Ticks for an axis of this length: a round step, and at most `most` of them. */
export function ticks(length, most) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200]
      .map(seconds => seconds * SECOND);
  const step = steps.find(candidate => length / candidate <= most)
      ?? Math.ceil(length / most / DAY) * DAY;
  return Array.from({length: Math.floor(length / step) + 1}, (unused, i) => i * step);
}
