// Selected words, or a whole turn: copy them with a citation, check them, link to them.
// The server cuts the quotation out of the stored turn; what it doesn't know isn't offered.

let offer = null; // the open toolbar
let latest = 0;

// Length in the record: a line break is one character of the turn's text.
function lengthOf(fragment) {
  const walker = document.createTreeWalker(fragment, 5);
  let count = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    count += node.nodeType === Node.TEXT_NODE ? points(node.data) : Number(node.tagName === 'BR');
  }
  return count;
}

function offsetAt(said, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(said);
  before.setEnd(node, offset);
  return lengthOf(before.cloneContents());
}

// The part of the selection that lies in one turn's words, as text and offsets; null where it is none.
function part(selection, said) {
  const range = selection.cloneRange();
  const whole = document.createRange();
  whole.selectNodeContents(said);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(said, 0);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(said, said.childNodes.length);
  const text = range.toString();
  if (!text.trim()) return null;
  const start = offsetAt(said, range.startContainer, range.startOffset);
  const end = offsetAt(said, range.endContainer, range.endOffset);
  const [before, after] = [text.match(/^\s*/)[0], text.match(/\s*$/)[0]];
  return {said, range, start: start + before.length, end: end - after.length};
}

function selectedParts() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  const top = range.commonAncestorContainer;
  const within = (top.nodeType === Node.ELEMENT_NODE ? top : top.parentElement);
  const own = within.closest('.or-said');
  const all = own ? [own] : [...within.querySelectorAll(`${READER} .or-said`)];
  return all.filter((said) => range.intersectsNode(said)).map((said) => part(range, said)).filter(Boolean);
}

async function offerSelection() {
  const parts = selectedParts();
  if (!parts.length) return close();
  const [{said, range, start, end}] = parts;
  if (parts.length > 1) return open(said, () => range.getBoundingClientRect(), null);
  await offerWords(said, start, end, () => range.getBoundingClientRect());
}

async function offerWords(said, start, end, box) {
  const asked = ++latest;
  const turn = said.closest('.or-turn');
  const {transcript} = sectionOf(said).dataset;
  const place = {transcript, turn: Number(turn.dataset.n), start, end};
  const found = await server.quotation(place).catch(() => null);
  if (asked === latest && said.isConnected && found) open(said, box, found);
}

function open(said, box, found) {
  close();
  const section = sectionOf(said);
  offer = document.createElement('div');
  offer.className = 'or-offer';
  offer.popover = 'manual';
  offer.setAttribute('role', found ? 'toolbar' : 'status');
  offer.setAttribute('aria-label', say(section, 'citing'));
  offer.dataset.of = section.dataset.transcript;
  if (found) offer.append(...buttonsFor(section, found));
  else offer.textContent = say(section, 'one_turn');
  said.after(offer); // the next stop of the Tab key behind the words
  offer.showPopover?.();
  offer.box = box;
  place();
}

function buttonsFor(section, found) {
  const links = [found.source, absolute(found.place)].filter(Boolean).join('\n');
  const copy = buttonOf(say(section, 'copy_citation'), (button) =>
    copyFrom(button, section, `${found.citation}\n${links}`));
  const link = buttonOf(say(section, 'link_words'), (button) =>
    copyFrom(button, section, absolute(found.place)));
  const check = document.createElement('a');
  check.textContent = say(section, 'check_words');
  if (found.check) check.href = found.check;
  check.target = '_blank';
  return found.check ? [copy, check, link] : [copy, link];
}

function buttonOf(name, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', () => act(button));
  return button;
}

function place() {
  if (!offer) return;
  const words = offer.box();
  const [width, height] = [offer.offsetWidth, offer.offsetHeight];
  const under = words.bottom + 8;
  const top = under + height < innerHeight ? under : words.top - height - 8;
  offer.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  offer.style.left = `${Math.max(8, Math.min(words.left, innerWidth - width - 8))}px`;
}

function close() {
  latest += 1;
  offer?.remove();
  offer = null;
}

let settling;
const settle = () => {
  clearTimeout(settling);
  settling = setTimeout(offerSelection, 150);
};
document.addEventListener('pointerup', (event) => {
  if (!event.target.closest?.('.or-offer, .or-cite-turn')) settle();
});
document.addEventListener('keyup', (event) => {
  if (event.key === 'Escape') return close();
  if (event.shiftKey || event.key === 'Shift') settle();
});
document.addEventListener('selectionchange', () => {
  if (getSelection().isCollapsed || matchMedia('(pointer: coarse)').matches) settle();
});
document.addEventListener('scroll', place, {capture: true, passive: true});

on('click', '.or-cite-turn', async (button) => {
  const said = button.closest('.or-turn').querySelector('.or-said');
  getSelection().removeAllRanges();
  clearTimeout(settling);
  await offerWords(said, 0, lengthOf(said), () => button.getBoundingClientRect());
  clearTimeout(settling);
  offer?.querySelector('button')?.focus({preventScroll: true});
});
on('click', '.or-copy-link', (button) => {
  const link = button.closest('.or-turn').querySelector('.or-number');
  copyFrom(button, sectionOf(button), absolute(link.getAttribute('href')));
});
