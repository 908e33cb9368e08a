/** Moves the focus with the arrow keys of a remote control: to the nearest button in that direction. */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const center = (element) => {
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
};

export function onArrow(event) {
  const direction = DIRECTIONS[event.key];
  if (!direction || event.target instanceof HTMLMediaElement) return;
  const reachable = [...document.querySelectorAll('button:not([disabled])')].filter((b) => b.offsetParent !== null);
  if (reachable.length === 0) return;
  event.preventDefault();
  const current = document.activeElement;
  if (!reachable.includes(current)) {
    reachable[0].focus();
    return;
  }
  const [x, y] = center(current);
  let nearest = null;
  let shortest = Infinity;
  for (const button of reachable) {
    const [bx, by] = center(button);
    const along = (bx - x) * direction[0] + (by - y) * direction[1];
    const across = Math.abs((bx - x) * direction[1]) + Math.abs((by - y) * direction[0]);
    if (button !== current && along > 1 && along + 3 * across < shortest) {
      nearest = button;
      shortest = along + 3 * across;
    }
  }
  nearest?.focus();
  nearest?.scrollIntoView({ block: 'nearest' });
}
