"""What lets everybody read and work the page: contrast, visible focus, keys, and nothing that jumps."""

from __future__ import annotations

ACCESS = """
/* 4.5 to 1 at least; Gradio has one accent for both light and dark. */
.dark {--color-accent: #60a5fa;}
.gradio-container :is(a, button, summary, input, textarea, [tabindex], [role=tab]):focus-visible {
  outline: 2px solid var(--color-accent) !important; outline-offset: 1px;}
/* Its room is kept before it is there, so that the tabs below don't move. */
#or-head {min-height: 4.75rem;}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after {scroll-behavior: auto !important; transition-duration: .01ms !important;
    animation-duration: .01ms !important; animation-iteration-count: 1 !important;}
}
"""
"""CSS, to stand after the page's own."""

KEYBOARD = """
let opener = '';
const goBack = (tries) => {
  const links = [...document.querySelectorAll('#or-chat a')];
  const back = links.find((each) => opener && each.getAttribute('href') === opener);
  (back || document.querySelector('#or-question textarea'))?.focus();
  // Gradio may draw the chat anew when the room beside it changes, and the focus is gone with the old link.
  const check = () => (document.activeElement === document.body ? goBack(tries - 1) : 0);
  if (tries) setTimeout(check, 150);
};
document.addEventListener('click', (event) => {
  if (event.target.closest('#or-close')) { goBack(10); return; }
  const address = event.target.closest('a')?.getAttribute('href') || '';
  if (address.includes('?transcript=')) opener = address;
}, true);
document.addEventListener('keydown', (event) => {
  const close = document.querySelector('#or-close');
  const panel = document.querySelector('#or-panel');
  const open = close && close.offsetParent && panel.contains(document.activeElement);
  if (event.key !== 'Escape' || !open) return;
  event.preventDefault();
  close.click();
});
"""
"""For `js_on_load`: Escape closes the transcript beside the chat; closing it goes back to what opened it."""
