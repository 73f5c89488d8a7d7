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

// A transcript has been opened: forget the last one's find and filter, show the place, set the address.
function opened(tries = 30) {
  const shown = [...document.querySelectorAll(READER)].filter(isShown);
  if (!shown.length && tries) return void setTimeout(() => opened(tries - 1), 60);
  close();
  for (const section of shown) {
    const {address} = section.dataset;
    if (seen.get(section) !== address) restart(section);
    seen.set(section, address);
    show(section);
    if (address && section.matches('.or-whole')) remember(address);
  }
}

function restart(section) {
  clearFind(section);
  showAll(section);
}

function show(section) {
  const turn = section.querySelector('.or-cited');
  const whole = section.matches('.or-whole');
  if (turn) {
    reveal(turn);
    bring(turn.querySelector('.or-said mark') ?? turn);
    if (whole) focusOn(turn);
    else section.focus({preventScroll: true}); // Escape closes it, and leads back to the link
  } else if (whole) scrollTo(0, 0);
}

function remember(query) {
  const [there, here] = [new URL(absolute(query)), new URLSearchParams(location.search)];
  if (here.has('__theme')) there.searchParams.set('__theme', here.get('__theme'));
  if (there.search === location.search) return;
  const same = ['transcript', 'turn', 'start'].every((key) => here.get(key) === there.searchParams.get(key));
  history[same ? 'replaceState' : 'pushState'](null, '', there);
}

addEventListener('popstate', () => {
  if (!new URLSearchParams(location.search).has('transcript')) return;
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
