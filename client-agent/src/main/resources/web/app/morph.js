/**
 * Makes one tree of nodes equal to another, keeping every node that can stay: so focus, hover and a click in progress
 * survive an update.
 */
export function morph(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || from.id !== to.id) {
    from.replaceWith(to);
    return;
  }
  if (from.nodeType === Node.TEXT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.nodeType === Node.ELEMENT_NODE) attributes(from, to);
  children(from, to);
}

/** Makes the children of one node equal to those of another. */
export function children(from, to) {
  const before = [...from.childNodes];
  const after = [...to.childNodes];
  after.forEach((node, i) => (i < before.length ? morph(before[i], node) : from.append(node)));
  before.slice(after.length).forEach((node) => node.remove());
}

function attributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}
