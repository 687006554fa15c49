// What the keyboard can do; single keys can be switched off, for those whose software types them.
import {html, useEffect, useRef} from '../html.js';

const KEYS = [
  ['/', 'to the search field'],
  ['g then p', 'to the projects'],
  ['g then s', 'to the sequences of this project'],
  ['g then d', 'to the parked deliveries'],
  ['?', 'this help'],
  ['Esc', 'closes what is open, leaves a field'],
  ['Tab, Enter, Space', 'reach and use everything else'],
];

export function Help({open, onClose, shortcuts, onShortcuts}) {
  const dialog = useRef(null);
  useEffect(() => {
    if (open && !dialog.current.open) {
      dialog.current.showModal();
    } else if (!open && dialog.current.open) {
      dialog.current.close();
    }
  }, [open]);
  return html`<dialog ref=${dialog} onClose=${onClose} aria-labelledby="help-title">
    <h2 id="help-title">Keyboard</h2>
    <dl class="keys">${KEYS.map(([keys, meaning]) => html`
      <div><dt><kbd>${keys}</kbd></dt><dd>${meaning}</dd></div>`)}</dl>
    <label class="check"><input type="checkbox" checked=${shortcuts}
      onChange=${event => onShortcuts(event.currentTarget.checked)} />
      Single-key shortcuts</label>
    <button type="button" class="primary" onClick=${onClose}>Close</button>
  </dialog>`;
}
