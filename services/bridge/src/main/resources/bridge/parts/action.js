// A button whose consequence is named and asked once, and whose result is shown in its place.
import {html, useId, useLayoutEffect, useRef, useState} from '../html.js';

/** When what has the focus goes away, the focus goes to the content and not to nowhere. */
function useKeptFocus(box) {
  useLayoutEffect(() => () => {
    if (box.current?.contains(document.activeElement)) {
      document.getElementById('main')?.focus({preventScroll: true});
    }
  }, []);
}

/**
 * label: of the button; consequence: one sentence; confirm: of the button that does it;
 * run(answer): a promise; kind: '', 'primary' or 'danger'; ask: what has to be answered first.
 */
export function Action({label, consequence, confirm = label, run, kind = '', ask = ''}) {
  const [step, setStep] = useState('idle');
  const [error, setError] = useState(null);
  const [answer, setAnswer] = useState('');
  const question = useId();
  const first = useRef(null);
  const sure = useRef(null);
  const box = useRef(null);
  const left = useRef(false);
  useKeptFocus(box);

  // Before the browser paints: a key pressed as soon as the question shows is meant for it.
  useLayoutEffect(() => {
    if (step === 'asking') {
      sure.current?.focus();
    } else if (step === 'idle' && left.current) {
      left.current = false;
      first.current?.focus();
    } else if (step === 'done' && document.activeElement === document.body) {
      box.current?.focus();
    }
  }, [step]);

  const cancel = () => {
    left.current = true;
    setStep('idle');
    setError(null);
  };
  const busy = step === 'running';
  const carryOut = async () => {
    if (busy) {
      return;
    }
    if (ask && !answer.trim()) {
      setError({message: 'Say why, in a few words.'});
      sure.current?.focus();
      return;
    }
    setStep('running');
    setError(null);
    try {
      await run(answer.trim());
      setStep('done');
    } catch (failure) {
      setError(failure);
      setStep('asking');
    }
  };
  const keys = event => {
    if (event.key === 'Escape' && step === 'asking') {
      event.stopPropagation();
      cancel();
    } else if (event.key === 'Enter' && event.target.matches('input')) {
      carryOut();
    }
  };

  if (step === 'done') {
    return html`<span ref=${box} tabindex="-1" class="done" role="status">${label}: sent.</span>`;
  }
  if (step === 'idle') {
    return html`<span ref=${box}><button ref=${first} type="button" class=${kind}
      onClick=${() => setStep('asking')}>${label}</button></span>`;
  }
  return html`<div ref=${box} class="question" role="group"
    aria-labelledby=${question} onKeyDown=${keys}>
    <p id=${question}>${consequence}</p>
    ${error && html`<p class="text-fail" role="alert">
      <strong>${error.message}</strong> ${error.advice ?? ''}</p>`}
    ${ask && html`<label>${ask} <input ref=${sure} value=${answer} required
      onInput=${event => setAnswer(event.currentTarget.value)} /></label>`}
    <button ref=${ask ? undefined : sure} type="button" class=${kind || 'primary'}
      onClick=${carryOut} aria-disabled=${busy}>
      ${busy ? 'Sending…' : error ? `Try again: ${confirm}` : confirm}</button>
    <button type="button" onClick=${cancel} disabled=${busy}>Leave it</button>
  </div>`;
}
