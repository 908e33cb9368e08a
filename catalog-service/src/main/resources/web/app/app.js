import htmx from 'htmx.org';
import './base.css';
import './store.css';
import './console.css';

// A form is sent once: the button shows that it works, and a second press does nothing.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('form[data-once]')) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  const button = form.querySelector('button[type=submit]');
  if (button) {
    button.setAttribute('aria-busy', 'true');
    if (button.dataset.busy) {
      button.dataset.label = button.textContent;
      button.textContent = button.dataset.busy;
    }
  }
});

// Back from history the form may be sent again: it holds the same key, so it charges no second time.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-once]')) {
    delete form.dataset.sent;
    const button = form.querySelector('button[type=submit]');
    if (!button) continue;
    button.removeAttribute('aria-busy');
    if (button.dataset.label) button.textContent = button.dataset.label;
  }
});

document.addEventListener('htmx:configRequest', (event) => {
  event.detail.headers['X-Requested-With'] = 'XMLHttpRequest';
});

// What went wrong is said in words; a session that ended begins again with a login.
document.addEventListener('htmx:responseError', (event) => {
  const { status, responseText } = event.detail.xhr;
  if (status === 499 || status === 401) {
    window.location.reload();
    return;
  }
  let sentence = 'That did not work. Try again.';
  try {
    sentence = JSON.parse(responseText).detail || sentence;
  } catch {
    // Not a problem document: the general sentence stands.
  }
  show(sentence);
});

document.addEventListener('htmx:sendError', () => show('The service does not answer. Try again.'));

document.addEventListener('htmx:afterSwap', () => {
  const notice = document.getElementById('notice');
  if (notice) notice.hidden = true;
});

function show(sentence) {
  const notice = document.getElementById('notice');
  if (!notice) return;
  notice.textContent = sentence;
  notice.hidden = false;
}

window.htmx = htmx;
