// A box with a list: a combobox after https://www.w3.org/WAI/ARIA/apg/patterns/combobox/, whose list is
// asked for when it is opened, and drawn only while it is open.
const MOST_SHOWN = 1000;
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const lists = new Map();

const fetched = async (server, kind) => {
  const known = lists.get(kind);
  const found = await server.choices({state: known ? known.state : null});
  if (found && found.choices) lists.set(kind, found);
  return lists.get(kind) || {choices: []};
};

window.onRecordPicker = ({kind, any, none}, element, props, trigger, server, watch) => {
  const input = element.querySelector('input');
  const list = element.querySelector('ul');
  let choices = lists.get(kind)?.choices || [], shown = [], active = -1, typed = false;
  // Gradio translates the label alone.
  input.placeholder = none[navigator.language.split('-')[0]] || none.en;
  list.id = `or-list-${Math.random().toString(36).slice(2)}`;
  input.setAttribute('aria-controls', list.id);
  list.setAttribute('aria-label', props.label);

  const open = () => !list.hidden;
  const show = () => {
    const held = props.value || '';
    input.value = choices.find((each) => each[1] === held)?.[0] ?? held;
    if (!held) input.value = '';
    typed = false;
  };
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const place = () => {
    const box = input.getBoundingClientRect(), high = window.visualViewport?.height || innerHeight;
    const below = high - box.bottom - 8, above = box.top - 8, up = below < 180 && above > below;
    const width = Math.min(Math.max(box.width, 380), innerWidth - 16);
    Object.assign(list.style, {
      left: `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`, width: `${width}px`, maxHeight: `${Math.min(320, up ? above : below)}px`,
      top: up ? 'auto' : `${box.bottom + 2}px`, bottom: up ? `${innerHeight - box.top + 2}px` : 'auto',
    });
  };
  const activate = (n) => {
    list.children[active]?.classList.remove('or-active');
    active = shown.length ? (n + shown.length) % shown.length : -1;
    const option = list.children[active];
    if (!option) { input.removeAttribute('aria-activedescendant'); return; }
    option.classList.add('or-active');
    option.scrollIntoView({block: 'nearest'});
    input.setAttribute('aria-activedescendant', option.id);
  };
  const draw = () => {
    const wanted = typed ? folded(input.value).split(/\s+/).filter(Boolean) : [];
    const fits = ([label]) => wanted.every((word) => folded(label).includes(word));
    shown = choices.filter(fits).slice(0, MOST_SHOWN);
    list.replaceChildren(...shown.map(([label, value], n) => {
      const option = document.createElement('li');
      Object.assign(option, {id: `${list.id}-${n}`, textContent: label, role: 'option'});
      option.setAttribute('aria-selected', String(value === (props.value || '')));
      return option;
    }));
    list.hidden = !shown.length;
    input.setAttribute('aria-expanded', String(open()));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    if (!open()) return;
    place();
    const at = typed ? -1 : shown.findIndex(([, value]) => value === (props.value || ''));
    if (at > 0) list.children[at].scrollIntoView({block: 'nearest'});
  };
  const unfold = async () => {
    const found = (await fetched(server, kind)).choices;
    choices = found;
    if (document.activeElement === input) draw();
  };
  const hold = (value) => {
    const changed = value !== (props.value || '');
    if (changed) props.value = value;
    show();
    close();
    if (changed) trigger('input');
  };
  // What was typed is taken as it is where anything may stand; else it must be one of the list.
  const settle = () => {
    if (!typed) { close(); return; }
    const words = input.value.trim();
    const same = choices.find(([label]) => folded(label) === folded(words));
    const only = !any && shown.length === 1 ? shown[0] : null;
    if (same || only) hold((same || only)[1]);
    else if (any || !words) hold(words);
    else { show(); close(); }
  };

  input.addEventListener('focus', () => { input.select(); });
  input.addEventListener('click', () => { if (!open()) unfold(); });
  input.addEventListener('input', () => { typed = true; if (choices.length) draw(); else unfold(); });
  input.addEventListener('blur', settle);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) {
      event.preventDefault();
      if (!open()) unfold().then(() => activate(step > 0 ? 0 : -1));
      else activate(active < 0 && step < 0 ? -1 : active + step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active >= 0) hold(shown[active][1]);
      else settle();
    } else if (event.key === 'Escape' && (open() || typed)) {
      event.preventDefault();
      event.stopPropagation();
      show();
      close();
    }
  });
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    event.preventDefault();
    const n = [...list.children].indexOf(event.target.closest('li'));
    if (n >= 0) hold(shown[n][1]);
  });
  const moved = (event) => { if (open() && event.target !== list) place(); };
  addEventListener('scroll', moved, {capture: true, passive: true});
  addEventListener('resize', moved);
  watch('value', async () => {
    if (props.value && !choices.some((each) => each[1] === props.value)) {
      choices = (await fetched(server, kind)).choices;
    }
    if (document.activeElement !== input || !typed) show();
  });
  show();
};
