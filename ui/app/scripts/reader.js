// The transcript page's script: what its parts share. It runs once; the page's own clicks are delegated.
// `server.quotation(place)` gives what can be done with selected words, or null.

const READER = '.or-reader';
const seen = new WeakMap(); // section -> its data-address, to notice that another place was put in

const on = (event, selector, act) =>
  document.addEventListener(event, (happened) => {
    const found = happened.target.closest?.(selector);
    if (found) act(found, happened);
  });
const sectionOf = (element) => element.closest(READER);
const turnsOf = (section) => [...section.querySelectorAll('.or-turn')];
const isShown = (element) => element.offsetParent !== null;
const say = (section, name, values = {}) =>
  JSON.parse(section.dataset.texts)[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
const absolute = (query) => new URL(query, location.origin + location.pathname).href;

// Offsets in the record count characters (code points); a browser's strings count UTF-16 units.
const points = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

function showTurn(section, number) {
  const turn = section.querySelector(`.or-turn[data-n="${number}"]`);
  if (!turn) return;
  reveal(turn);
  bring(turn);
  focusOn(turn);
}

function focusOn(turn) {
  turn.tabIndex = -1;
  turn.focus({preventScroll: true});
}

// Turns off the screen have guessed heights until they come near: look again where it has landed.
function bring(element, times = 3) {
  element.scrollIntoView({block: element.offsetHeight > innerHeight * 0.7 ? 'start' : 'center'});
  if (times > 1) requestAnimationFrame(() => bring(element, times - 1));
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text); // no clipboard on http:// off this machine
  }
}

function copyByHand(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'or-off';
  const active = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  active?.focus({preventScroll: true});
  return done;
}

async function copyFrom(button, section, text) {
  const done = await copyText(text);
  const name = (button.dataset.name ??= button.textContent);
  button.textContent = say(section, done ? 'copied' : 'not_copied');
  setTimeout(() => (button.textContent = name), 2000);
}

// A transcript has been opened: show the place, set the address. Of the same one as before, find and filter stay.
let held = null; // {transcript, sought, who}: of the page that was shown last
let returning = null; // how far down the page was that "back" leads to

function opened(tries = 30) {
  const shown = [...document.querySelectorAll(READER)].filter(isShown);
  if (!shown.length && tries) return void setTimeout(() => opened(tries - 1), 60);
  close();
  for (const section of shown) {
    const {address, transcript} = section.dataset;
    const whole = section.matches('.or-whole');
    if (whole && seen.get(section) !== address)
      takeUp(section, held?.transcript === transcript ? held : {sought: '', who: []});
    seen.set(section, address);
    show(section);
    if (address && whole) remember(address);
  }
}

function takeUp(section, {sought, who}) {
  clearFind(section);
  showAll(section);
  for (const chip of section.querySelectorAll('.or-speaker'))
    chip.setAttribute('aria-pressed', String(who.includes(chip.dataset.who)));
  const box = section.querySelector('.or-find input');
  if (box) box.value = sought;
  applyFilter(section, false);
}

// What is sought and who is shown, for when the page is drawn anew.
function keep(section) {
  const box = section.querySelector('.or-find input');
  if (box) held = {transcript: section.dataset.transcript, sought: box.value, who: pressed(section)};
}

function show(section) {
  const turn = section.querySelector('.or-cited');
  const whole = section.matches('.or-whole');
  const down = whole ? returning : null;
  if (whole) returning = null;
  if (turn) {
    reveal(turn);
    bring(turn.querySelector('.or-said mark') ?? turn);
    if (whole) focusOn(turn);
    else section.focus({preventScroll: true}); // Escape closes it, and leads back to the link
  } else if (whole) scrollTo(0, 0);
  if (down !== null) setTimeout(() => scrollTo(0, down), 60); // behind the frames in which the turn is brought
}

const tab = (id) => document.querySelector(`[role=tab][data-tab-id="${id}"]`);
const openTab = () => document.querySelector('[role=tab][aria-selected=true]')?.dataset.tabId;
let left = 'ask'; // the tab on which the link that was pressed last stands, and how far down
let leftAt = 0;

document.addEventListener('click', (event) => {
  const address = event.target.closest?.('a')?.getAttribute('href') ?? '';
  if (address.includes('?transcript=') && event.isTrusted) [left, leftAt] = [openTab(), scrollY];
}, true);

function remember(query) {
  const [there, here] = [new URL(absolute(query)), new URLSearchParams(location.search)];
  if (here.has('__theme')) there.searchParams.set('__theme', here.get('__theme'));
  if (there.search === location.search) return;
  const same = ['transcript', 'turn', 'start'].every((key) => here.get(key) === there.searchParams.get(key));
  if (same) return void history.replaceState({tab: 'read'}, '', there);
  history.replaceState({tab: left, down: leftAt}, ''); // where "back" leads
  history.pushState({tab: 'read'}, '', there);
  [left, leftAt] = ['read', 0];
}

addEventListener('popstate', ({state}) => {
  const {tab: before, down} = state ?? {};
  if (before && before !== 'read') {
    tab(before)?.click();
    setTimeout(() => scrollTo(0, down), 100); // when the tab is drawn
    return;
  }
  if (!new URLSearchParams(location.search).has('transcript')) return;
  returning = down ?? null;
  const link = document.createElement('a');
  link.href = location.search;
  document.body.append(link);
  link.click(); // as any link to a transcript in the page
  link.remove();
});

on('click', '.or-jump', (button) => showTurn(sectionOf(button), button.dataset.to));
on('click', '.or-print', () => print());
on('click', '.or-question-before', (button) => goToQuestion(sectionOf(button), -1));
on('click', '.or-question-after', (button) => goToQuestion(sectionOf(button), 1));

const lastAsked = new WeakMap(); // section -> the question that was gone to last

function goToQuestion(section, step) {
  const asked = [...section.querySelectorAll('.or-asks')].filter((turn) => !turn.hidden);
  const last = lastAsked.get(section);
  const from = last && isInView(last) ? asked.indexOf(last) : -1;
  const top = (turn) => turn.getBoundingClientRect().top;
  const near = step > 0 ? asked.find((turn) => top(turn) > 140) : asked.findLast((turn) => top(turn) < 80);
  const next = from >= 0 ? asked[from + step] : near;
  if (!next) return;
  lastAsked.set(section, next);
  showTurn(section, next.dataset.n);
}

function isInView(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}
