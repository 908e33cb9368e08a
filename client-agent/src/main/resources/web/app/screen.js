import './screen.css';
import { children } from './morph.js';
import { onArrow } from './remote-control.js';

const body = document.getElementById('body');
const stage = document.getElementById('stage');
const player = document.getElementById('player');
const note = document.getElementById('stage-note');

/* ---- what is shown: the server renders it, events say when ---- */

let due = null;
let asking = false;

async function refresh() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch('/screen/body');
    if (answer.ok) {
      children(body, new DOMParser().parseFromString(await answer.text(), 'text/html').body);
    }
  } catch {
    /* The box restarts; the event stream connects again and asks for a refresh. */
  } finally {
    asking = false;
  }
}

function refreshSoon() {
  due ??= setTimeout(() => {
    due = null;
    refresh();
  }, 200);
}

let lastPairing = 0;

function pair() {
  if (Date.now() - lastPairing < 5000) return;
  lastPairing = Date.now();
  fetch('/api/pairing', { method: 'POST' }).then(refreshSoon, () => {});
}

const events = new EventSource('/api/events');
events.addEventListener('library', refreshSoon);
events.addEventListener('status', (event) => {
  const status = JSON.parse(event.data);
  if (!status.paired && !status.pairing) pair();
  refreshSoon();
});

/* ---- the player ---- */

let playing = null;

function play(titleId) {
  playing = titleId;
  note.textContent = '';
  stage.hidden = false;
  player.src = `/play/${encodeURIComponent(titleId)}`;
  player.focus();
  player.play().catch(() => {});
}

function close() {
  if (stage.hidden) return;
  stage.hidden = true;
  player.pause();
  player.removeAttribute('src');
  player.load();
  document.querySelector(`button[data-title-id="${CSS.escape(playing)}"]`)?.focus();
}

player.addEventListener('waiting', () => (note.textContent = 'The next part is arriving.'));
player.addEventListener('playing', () => (note.textContent = ''));
player.addEventListener('error', async () => {
  if (stage.hidden) return;
  note.textContent = 'The film cannot be played at the moment.';
  try {
    const answer = await fetch('/api/library');
    const title = (await answer.json()).find((t) => t.titleId === playing && t.reason);
    if (title) note.textContent = title.reason;
  } catch {
    /* The sentence above stands. */
  }
});

/* ---- the remote control ---- */

const actions = {
  play: (button) => play(button.dataset.titleId),
  save: (button) => window.location.assign(`/play/${encodeURIComponent(button.dataset.titleId)}`),
  pair,
  close,
};

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button[data-action]');
  if (button) actions[button.dataset.action]?.(button);
});
document.addEventListener('keydown', (event) => {
  if (!stage.hidden && ['Escape', 'Backspace', 'BrowserBack'].includes(event.key)) close();
  else onArrow(event);
});
document.querySelector('button:not([disabled])')?.focus();
