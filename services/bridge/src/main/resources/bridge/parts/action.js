// A button whose consequence is named and asked once, and whose result is shown in its place.
import {html, useEffect, useId, useRef, useState} from '../html.js';

/**
 * label: of the button; consequence: one sentence; confirm: of the button that does it;
 * run(): a promise; kind: '', 'primary' or 'danger'.
 */
export function Action({label, consequence, confirm = label, run, kind = ''}) {
  const [step, setStep] = useState('idle');
  const [error, setError] = useState(null);
  const question = useId();
  const first = useRef(null);
  const sure = useRef(null);

  useEffect(() => {
    if (step === 'asking') {
      sure.current?.focus();
    }
  }, [step]);

  const cancel = () => {
    setStep('idle');
    setError(null);
    requestAnimationFrame(() => first.current?.focus());
  };
  const carryOut = async () => {
    setStep('running');
    setError(null);
    try {
      await run();
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
    }
  };

  if (step === 'done') {
    return html`<span class="done" role="status">${label}: sent.</span>`;
  }
  if (step === 'idle') {
    return html`<button ref=${first} type="button" class=${kind} onClick=${() => setStep('asking')}>
      ${label}</button>`;
  }
  return html`<div class="question" role="group" aria-labelledby=${question} onKeyDown=${keys}>
    <p id=${question}>${consequence}</p>
    ${error && html`<p class="text-fail" role="alert">
      <strong>${error.message}</strong> ${error.advice ?? ''}</p>`}
    <button ref=${sure} type="button" class=${kind || 'primary'} onClick=${carryOut}
      disabled=${step === 'running'}>
      ${step === 'running' ? 'Sending…' : error ? `Try again: ${confirm}` : confirm}</button>
    <button type="button" onClick=${cancel} disabled=${step === 'running'}>Leave it</button>
  </div>`;
}
