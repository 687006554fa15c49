// Signing in with the API token; the address stays, so one arrives where one wanted to go.
import {html, useEffect, useRef, useState} from '../html.js';
import {signIn} from '../data/api.js';

export function Login({refused, onDone}) {
  const [token, setToken] = useState('');
  const [error, setError] = useState(refused ? 'This is not the server’s API token.' : '');
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);

  const submit = async event => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(token.trim());
      onDone();
    } catch (failure) {
      setError(failure.message);
      setBusy(false);
      field.current.focus();
    }
  };
  return html`<form class="login" onSubmit=${submit}>
    <h1>Sign in</h1>
    <p>The server keeps its API token in <code>api-token</code> in its data directory.</p>
    <label for="token">API token</label>
    <input id="token" ref=${field} type="password" autocomplete="current-password" required
      value=${token} onInput=${event => setToken(event.currentTarget.value)}
      aria-invalid=${Boolean(error)} aria-describedby="login-error" />
    <p id="login-error" class="text-fail" role="alert">${error}</p>
    <button type="submit" class="primary" disabled=${busy}>
      ${busy ? 'Signing in…' : 'Sign in'}</button>
  </form>`;
}
