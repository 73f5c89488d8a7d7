// Find in the transcript: all in the browser, over the words as they are shown.

const FOLDS = {'’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '—': '-', '\u00a0': ' ', '\n': ' '};
const MOST_MARKS = 5000;
const folded = new Map();
const finds = new WeakMap(); // section -> {words: [{turn, text, nodes}], matches: [{row, start, end}], at}

// One unit stands for one unit, so that places in the folded text are places in the text.
function foldUnit(unit) {
  if (!folded.has(unit)) {
    const base = unit.normalize('NFD')[0].toLowerCase();
    folded.set(unit, FOLDS[unit] ?? (base.length === 1 ? base : unit));
  }
  return folded.get(unit);
}

const fold = (text) =>
  /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text.replace(/[^\x21-\x40\x5b-\x7e]/g, foldUnit);

function wordsOf(turn) {
  const walker = document.createTreeWalker(turn.querySelector('.or-said'), 5); // elements and text
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) {
      nodes.push({node, start: text.length});
      text += node.data;
    } else if (node.tagName === 'BR') text += '\n';
  }
  return {turn, text: fold(text), nodes};
}

function findOf(section) {
  if (!finds.has(section)) finds.set(section, {words: turnsOf(section).map(wordsOf), matches: [], at: -1});
  return finds.get(section);
}

function find(section, sought, moves = true) {
  const state = findOf(section);
  const wanted = fold(sought.trim().replace(/\s+/g, ' '));
  state.matches = [];
  state.at = -1;
  const enough = wanted.length > 1 || wanted > '\u007f'; // one letter of a script with many is a word
  if (enough) {
    state.words.forEach(({turn, text}, row) => {
      if (turn.hidden) return;
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
        state.matches.push({row, start: at, end: at + wanted.length});
    });
  }
  mark('or-found', state.matches.slice(0, MOST_MARKS).map((match) => rangeOf(state, match)));
  const first = state.matches.findIndex(({row}) => below(state.words[row].turn));
  if (enough) step(section, first < 0 ? 0 : first, moves);
  else tell(section, '');
  keep(section);
}

const below = (turn) => turn.getBoundingClientRect().bottom > 120;

function step(section, to, moves = true) {
  const state = findOf(section);
  const all = state.matches.length;
  if (!all) {
    mark('or-found-now', []);
    return tell(section, say(section, 'found_none'));
  }
  state.at = (to + all) % all;
  const range = rangeOf(state, state.matches[state.at]);
  mark('or-found-now', [range]);
  tell(section, say(section, 'found', {at: state.at + 1, all}));
  const {turn} = state.words[state.matches[state.at].row];
  section.querySelector('.or-found-turn')?.classList.remove('or-found-turn');
  turn.classList.add('or-found-turn');
  if (moves) bringRange(turn, range);
}

function bringRange(turn, place) {
  if (!isInView(turn)) turn.scrollIntoView({block: 'center'});
  requestAnimationFrame(() => {
    const range = document.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    const box = range.getBoundingClientRect();
    if (box.top < 140 || box.bottom > innerHeight - 60) scrollBy(0, box.top - innerHeight / 2);
  });
}

function rangeOf({words}, {row, start, end}) {
  const {nodes} = words[row];
  const at = (place) => {
    const found = nodes.findLast((each) => each.start <= place);
    return [found.node, Math.min(place - found.start, found.node.data.length)];
  };
  const [startContainer, startOffset] = at(start);
  const [endContainer, before] = at(end - 1);
  return new StaticRange({startContainer, startOffset, endContainer,
    endOffset: Math.min(before + 1, endContainer.data.length)});
}

function mark(name, ranges) {
  if (!CSS.highlights) return; // the turn of a match is outlined all the same
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

function tell(section, text) {
  section.querySelector('.or-count').textContent = text;
  section.querySelector('.or-find').classList.toggle('or-none', text === say(section, 'found_none'));
}

function clearFind(section) {
  finds.delete(section);
  mark('or-found', []);
  mark('or-found-now', []);
  section.querySelector('.or-found-turn')?.classList.remove('or-found-turn');
  const box = section.querySelector('.or-find input');
  if (!box) return;
  box.value = '';
  tell(section, '');
}

function forgetFind(section) {
  clearFind(section);
  keep(section);
}

let waiting;
on('input', '.or-find input', (box) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => find(sectionOf(box), box.value), 80);
});
on('keydown', '.or-find input', (box, event) => {
  const section = sectionOf(box);
  if (event.key === 'Escape') forgetFind(section);
  else if (event.key === 'Enter') move(section, event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
on('click', '.or-previous', (button) => move(sectionOf(button), -1));
on('click', '.or-next', (button) => move(sectionOf(button), 1));

function move(section, by) {
  const box = section.querySelector('.or-find input');
  clearTimeout(waiting);
  if (!findOf(section).matches.length) find(section, box.value);
  else step(section, findOf(section).at + by);
}
