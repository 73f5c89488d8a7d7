// The recording: a time in the text starts it there, and the turn that is heard is marked.

on('click', 'button.or-time', (button) => {
  const player = sectionOf(button).querySelector('.or-player :is(audio, video)');
  player.currentTime = Number(button.dataset.at);
  player.play().catch(() => {}); // the player itself shows that it can't
});

document.addEventListener('loadedmetadata', ({target}) => {
  if (target.closest?.('.or-player') && Number(target.dataset.at)) target.currentTime = target.dataset.at;
}, true);

document.addEventListener('timeupdate', ({target}) => {
  const section = target.closest?.('.or-player') && sectionOf(target);
  if (!section) return;
  const times = [...section.querySelectorAll('button.or-time')];
  const now = times.findLast((each) => Number(each.dataset.at) <= target.currentTime + 0.05)?.closest('.or-turn');
  const before = section.querySelector('.or-now');
  if (now === before || (target.paused && !before)) return;
  before?.classList.remove('or-now');
  before?.removeAttribute('aria-current');
  now?.classList.add('or-now');
  now?.setAttribute('aria-current', 'true');
}, true);
