// Only some speakers' turns; where others are left out, a line says how many and brings them back.

const pressed = (section) =>
  [...section.querySelectorAll('.or-speaker[aria-pressed="true"]')].map((chip) => chip.dataset.who);

function applyFilter(section, moves = true) {
  const wanted = new Set(pressed(section));
  for (const turn of turnsOf(section)) turn.hidden = wanted.size > 0 && !wanted.has(turn.dataset.who);
  drawGaps(section);
  refind(section, moves);
  keep(section);
}

function drawGaps(section) {
  section.querySelectorAll('.or-gap').forEach((gap) => gap.remove());
  const turns = turnsOf(section);
  let hidden = [];
  for (const turn of turns) {
    if (turn.hidden) hidden.push(turn);
    else if (hidden.length) {
      turn.before(gapOf(section, hidden));
      hidden = [];
    }
  }
  if (hidden.length) section.querySelector('.or-turns').append(gapOf(section, hidden));
  tellShown(section, turns);
}

function gapOf(section, hidden) {
  const gap = document.createElement('button');
  gap.type = 'button';
  gap.className = 'or-gap';
  gap.textContent = say(section, hidden.length === 1 ? 'hidden_one' : 'hidden_many', {n: hidden.length});
  gap.addEventListener('click', () => {
    hidden.forEach((turn) => (turn.hidden = false));
    gap.remove();
    tellShown(section, turnsOf(section));
    refind(section);
    showTurn(section, hidden[0].dataset.n);
  });
  return gap;
}

function tellShown(section, turns) {
  const line = section.querySelector('.or-shown');
  if (!line) return;
  const shown = turns.filter((turn) => !turn.hidden).length;
  line.hidden = shown === turns.length;
  line.firstElementChild.textContent = say(section, 'some_shown', {shown, all: turns.length});
}

function refind(section, moves = true) {
  const box = section.querySelector('.or-find input');
  if (box?.value) find(section, box.value, moves);
}

function showAll(section) {
  section.querySelectorAll('.or-speaker').forEach((chip) => chip.setAttribute('aria-pressed', 'false'));
  turnsOf(section).forEach((turn) => (turn.hidden = false));
  drawGaps(section);
  keep(section);
}

// A turn that one is led to must be seen, whatever the filter.
function reveal(turn) {
  if (!turn.hidden) return;
  turn.hidden = false;
  drawGaps(sectionOf(turn));
}

on('click', '.or-speaker', (chip) => {
  chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
  applyFilter(sectionOf(chip));
});
on('click', '.or-show-all', (button) => {
  const section = sectionOf(button);
  showAll(section);
  refind(section);
  section.querySelector('.or-find input').focus({preventScroll: true});
});
