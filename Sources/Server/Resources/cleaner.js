// The cleaner's page: puts the pieces together, and says what keys do.

import { Store, Conflict, Gone } from './cleaner-api.js';
import { chip, color, element } from './cleaner-card.js';
import { Detail } from './cleaner-detail.js';
import { Duplicates } from './cleaner-duplicates.js';
import { Grid } from './cleaner-grid.js';
import { Comparison, exportList } from './cleaner-tools.js';

const $ = (id) => document.getElementById(id);
const names = ['part', 'class', 'show', 'order', 'q'];
const partNames = { train: 'Training', valid: 'Validation', test: 'Test' };

const store = new Store();
const grid = new Grid(store, $('grid'), $('canvas'));
const detail = new Detail(store, grid, $('detail'));
const duplicates = new Duplicates(store, $('duplicates'));
const comparison = new Comparison(store, $('comparison'), say);

// MARK: Saying

let silence;
function say(text, link) {
  $('said').replaceChildren(text, link ? element('a', { href: link.href, textContent: link.text, download: 'cleaned.csv' }) : '');
  $('said').classList.add('shown');
  clearTimeout(silence);
  silence = setTimeout(() => $('said').classList.remove('shown'), link ? 12000 : 4500);
}

function trouble(error) {
  if (error instanceof Gone) {
    $('offline').textContent = `${error.message} All that you have seen done is kept. Start it again with “fastai clean”, and open the address that it says.`;
    $('offline').hidden = false;
  } else if (error instanceof Conflict) {
    say(`Not done: ${error.message}. What you see now is up to date.`);
  } else {
    say(`Not done: ${error.message}`);
  }
}

const guarded = (work) => async (...values) => { try { return await work(...values); } catch (error) { trouble(error); return null; } };

// MARK: Acting

const past = { keep: 'Kept', delete: 'Deleted', relabel: 'Relabelled', reset: 'Put back' };

const act = guarded(async ({ act: action, label, ids }) => {
  if (ids.length === 0) return;
  const wasChosen = grid.chosen.size > 0;
  const answer = await store.act(action, ids, label);
  const first = store.items.get(ids[0]);
  const what = ids.length === 1 ? first?.name ?? '1 picture' : `${ids.length} pictures`;
  if (answer.items.length > 0) say(`${past[action]} ${what}${label ? ` to ${label}` : ''}. Z takes it back.`);
  if (wasChosen) grid.clear();
  if (ids.length === 1 && ids[0] === grid.ids[grid.focus] && action !== 'reset') grid.advance();
});

const undo = guarded(async () => {
  const words = store.news.undo?.words;
  if (!words) return say('There is nothing to undo.');
  const answer = await store.undo();
  show(answer);
  return say(`Undone: ${words}.${answer.skipped.length ? ` Left as they are, because they have changed since: ${answer.skipped.join(', ')}.` : ''}`);
});

const redo = guarded(async () => {
  const words = store.news.redo?.words;
  if (!words) return say('There is nothing to do again.');
  const answer = await store.redo();
  show(answer);
  return say(`Done again: ${words}.`);
});

// Brings what has changed onto the screen.
function show(answer) {
  const place = grid.ids.findIndex((id) => answer.items.some((item) => item.id === id));
  if (place >= 0 && $('duplicates').hidden) grid.move(place);
}

function suggestion() {
  const item = grid.current;
  if (!item?.suggestion || item.suggestion === item.label) return say('The model suggests no other class.');
  return act({ act: 'relabel', label: item.suggestion, ids: [item.id] });
}

function toggleDelete() {
  const ids = grid.targets;
  const isDeleted = ids.every((id) => store.items.get(id)?.state === 'deleted');
  return act({ act: isDeleted ? 'reset' : 'delete', ids });
}

const rest = guarded(async () => {
  const shown = grid.visible();
  const open = shown.filter((id) => store.items.get(id)?.state === 'open');
  if (open.length > 0) {
    await store.act('keep', open);
    say(`${open.length} kept. Z takes it back.`);
  }
  grid.next();
});

// MARK: Asking

function readAddress() {
  const wanted = new URLSearchParams(location.search);
  for (const name of names) {
    const field = $(name);
    field.value = wanted.get(name) ?? (name === 'show' ? 'all' : name === 'order' ? 'loss' : '');
    if (field.tagName === 'SELECT' && field.selectedIndex < 0) field.selectedIndex = 0;
  }
  return wanted;
}

function query() {
  const wanted = new URLSearchParams();
  for (const name of names) {
    const value = $(name).value;
    if (value && !(name === 'show' && value === 'all') && !(name === 'order' && value === 'loss')) wanted.set(name, value);
  }
  return wanted;
}

function writeAddress(isStep) {
  const address = query();
  if (!$('duplicates').hidden) address.set('view', 'duplicates');
  const id = grid.ids[grid.focus];
  if (id !== undefined && grid.focus > 0) address.set('at', id);
  const text = `${location.pathname}${address.size ? `?${address}` : ''}`;
  history[isStep ? 'pushState' : 'replaceState'](null, '', text);
}

const look = guarded(async (current) => {
  const ids = await store.view(query());
  grid.set(ids, current);
  $('count').textContent = ids.length === 1 ? '1 picture' : `${ids.length.toLocaleString('en')} pictures`;
  $('empty').hidden = ids.length > 0;
  $('empty').firstElementChild.textContent = 'No picture is like that. Choose something else above.';
});

function choose(view) {
  const isGrid = view !== 'duplicates';
  $('grid').hidden = !isGrid;
  $('filters').hidden = !isGrid;
  $('duplicates').hidden = isGrid;
  $('progress').hidden = !isGrid;
  if (!isGrid) $('empty').hidden = true;
  for (const name of ['grid', 'duplicates']) {
    $(`tab-${name}`).setAttribute('aria-selected', (name === 'grid') === isGrid);
    $(`tab-${name}`).tabIndex = (name === 'grid') === isGrid ? 0 : -1;
  }
  if (isGrid) grid.layout(); else guarded(() => duplicates.open())();
  showChoice();
}

// MARK: Showing

function showNews() {
  const { undo: before, redo: after, progress, classes } = store.news;
  for (const [button, step, name] of [[$('undo'), before, 'Undo'], [$('redo'), after, 'Redo']]) {
    button.disabled = !step;
    button.title = step ? `${name}: ${step.words}` : `Nothing to ${name.toLowerCase()}`;
  }
  showClasses(classes);
  showProgress(progress);
}

function showClasses(classes) {
  store.classes = classes.map((one) => one.name);
  color(store.classes);
  const menu = $('class'), chosen = menu.value;
  const options = classes.map(({ name, count }) => element('option', { value: name, textContent: `${name} (${count.toLocaleString('en')})` }));
  if (menu.options.length !== options.length + 1 || options.some((option, place) => menu.options[place + 1].text !== option.text)) {
    menu.replaceChildren(element('option', { value: '', textContent: 'All' }), ...options);
    menu.value = chosen;
  }
  if ($('labels').childElementCount + $('labels-menu').childElementCount === 0) fillLabels();
}

// A few classes are buttons, many are a menu.
function fillLabels() {
  const isMenu = store.classes.length > 6 || matchMedia('(max-width: 640px)').matches;
  $('labels').hidden = isMenu;
  $('labels-menu').hidden = !isMenu;
  $('labels').replaceChildren(...(isMenu ? [] : store.classes.map((name, place) =>
    element('button', { 'data-act': 'relabel', 'data-label': name, 'aria-keyshortcuts': `${place + 1}` }, chip(name), ' ', element('kbd', { textContent: `${place + 1}` })))));
  $('labels-menu').replaceChildren(...(!isMenu ? [] : [element('option', { value: '', textContent: 'Relabel to …' }),
    ...store.classes.map((name) => element('option', { value: name, textContent: name }))]));
}

function showProgress(progress) {
  const meter = $('progress').querySelector('.meter');
  meter.setAttribute('aria-valuemax', progress.total);
  meter.setAttribute('aria-valuenow', progress.looked);
  meter.firstElementChild.style.width = `${(progress.looked / Math.max(1, progress.total)) * 100}%`;
  const screen = Math.max(6, grid.visible().length || 12);
  const found = progress.relabeled + progress.deleted;
  const many = (count, one) => `${count.toLocaleString('en')} ${one}`;
  let text = progress.looked === 0
    ? `${many(progress.total, 'pictures')}, the most suspicious first.`
    : `You have looked at ${many(progress.looked, 'of')} ${many(progress.total, '')}and corrected ${many(found, '')}`.trim() + '.';
  let bound = '';
  const isEnough = progress.cleanRun >= 2 * screen && progress.looked < progress.total;
  if (progress.looked === progress.total && progress.total > 0) text += ' That is all of them.';
  else if (isEnough) {
    const screens = Math.floor(progress.cleanRun / screen);
    text += ` The last ${screens === 2 ? 'two' : screens} screens were clean: you can probably stop.`;
    bound = ` At most ${(progress.mostWrong * 100).toFixed(0)}\u00a0% of what comes next is wrong (95\u00a0% confidence).`;
  }
  $('advice').replaceChildren(text, element('span', { className: 'wide', textContent: bound }));
  $('progress').classList.toggle('enough', isEnough);
}

function showChoice() {
  const count = grid.chosen.size;
  $('selection').hidden = count === 0 || $('grid').hidden;
  $('chosen').textContent = `${count.toLocaleString('en')} chosen`;
}

// MARK: Keys

function isTyping(event) { return /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox'; }

const plain = {
  k: () => act({ act: 'keep', ids: grid.targets }), d: toggleDelete, Delete: toggleDelete, Backspace: toggleDelete,
  a: suggestion, z: undo, Z: redo, u: undo, x: () => grid.toggle(), n: rest, h: toggleHeat,
  ' ': () => ($('detail').open ? $('detail').close() : detail.open()), '?': () => $('keys').showModal(),
  '/': () => { choose('grid'); $('q').focus(); $('q').select(); },
  Escape: () => grid.clear(),
};

function toggleHeat() {
  const isOn = document.body.classList.toggle('heated');
  if (isOn) for (const row of grid.rows.values()) row.cards.forEach((card) => card.warm());
  say(isOn ? 'Heat maps: what speaks for the model’s class.' : 'Heat maps off.');
}

function move(event) {
  const { focus, columns, ids } = grid;
  const screen = Math.max(1, Math.floor(grid.scroller.clientHeight / grid.rowHeight)) * columns;
  const target = {
    ArrowLeft: focus - 1, ArrowRight: focus + 1, ArrowUp: focus - columns, ArrowDown: focus + columns,
    PageUp: focus - screen, PageDown: focus + screen, Home: 0, End: ids.length - 1,
  }[event.key];
  if (target === undefined || (target < 0 && event.key === 'ArrowUp')) return target !== undefined;
  grid.move(target, { extend: event.shiftKey });
  return true;
}

document.addEventListener('keydown', (event) => {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isTyping(event)) {
    if (event.key === 'Escape' && event.target === $('q')) { event.target.blur(); grid.move(grid.focus); }
    return;
  }
  const openDialog = document.querySelector('dialog[open]');
  if (openDialog && openDialog !== $('detail')) return;
  if (isCommand && /^[zy]$/i.test(event.key)) {
    event.preventDefault();
    (event.key.toLowerCase() === 'y' || event.shiftKey ? redo : undo)();
    return;
  }
  if (isCommand && event.key === 'a' && !$('grid').hidden) { event.preventDefault(); grid.chooseAll(); return; }
  if (isCommand || event.altKey) return;
  const isOnButton = event.target.tagName === 'BUTTON' && (event.key === ' ' || event.key === 'Enter');
  if (isOnButton) return;
  if ($('grid').hidden) {
    if (['z', 'Z', 'u', '?', '/'].includes(event.key)) { event.preventDefault(); plain[event.key](); }
    return;
  }
  if (move(event)) { event.preventDefault(); return; }
  if (event.key === 'Enter') { event.preventDefault(); detail.open(); return; }
  const label = /^[1-9]$/.test(event.key) ? store.classes[Number(event.key) - 1] : undefined;
  if (label) { event.preventDefault(); act({ act: 'relabel', label, ids: grid.targets }); return; }
  const work = plain[event.key] ?? (event.shiftKey ? undefined : plain[event.key.toLowerCase()]);
  if (work && !(openDialog && event.key === 'Escape')) { event.preventDefault(); work(); }
});

// MARK: Beginning

grid.addEventListener('choice', showChoice);
grid.addEventListener('move', () => writeAddress(false));
grid.addEventListener('open', () => detail.open());
grid.addEventListener('act', (event) => act(event.detail));
grid.addEventListener('trouble', (event) => trouble(event.detail));
detail.addEventListener('act', (event) => act(event.detail));
duplicates.addEventListener('act', (event) => act(event.detail));
store.addEventListener('news', showNews);
$('undo').addEventListener('click', undo);
$('redo').addEventListener('click', redo);
$('rest').addEventListener('click', rest);
$('clear').addEventListener('click', () => grid.clear());
$('help').addEventListener('click', () => $('keys').showModal());
$('export').addEventListener('click', guarded(() => exportList(store, say)));
$('retrain').addEventListener('click', guarded(() => comparison.open()));
$('tab-grid').addEventListener('click', () => { choose('grid'); writeAddress(true); });
$('tab-duplicates').addEventListener('click', () => { choose('duplicates'); writeAddress(true); });
document.querySelector('.tabs').addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  event.stopPropagation();
  const other = document.activeElement === $('tab-grid') ? $('tab-duplicates') : $('tab-grid');
  other.focus();
  other.click();
});
$('selection').addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (button) act({ act: button.dataset.act, label: button.dataset.label, ids: grid.targets });
});
$('labels-menu').addEventListener('change', (event) => {
  if (event.target.value) act({ act: 'relabel', label: event.target.value, ids: grid.targets });
  event.target.value = '';
});
$('filter').addEventListener('click', () => {
  const isOpen = document.body.classList.toggle('filtering');
  $('filter').setAttribute('aria-expanded', isOpen);
});
$('filters').addEventListener('submit', (event) => event.preventDefault());
$('filters').addEventListener('change', (event) => {
  if (event.target !== $('q')) { look(); writeAddress(true); }
});
let typing;
$('q').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(async () => { await look(); writeAddress(false); }, 180);
});
addEventListener('popstate', async () => {
  const wanted = readAddress();
  choose(wanted.get('view') ?? 'grid');
  await look(wanted.has('at') ? Number(wanted.get('at')) : undefined);
});

$('theme').addEventListener('click', () => {
  const isDark = getComputedStyle(document.documentElement).colorScheme === 'dark';
  document.documentElement.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('fastai-cleaner-theme', document.documentElement.dataset.theme);
});
const theme = localStorage.getItem('fastai-cleaner-theme');
if (theme) document.documentElement.dataset.theme = theme;

function fillMenus(state) {
  const chosen = $('part').value;
  $('part').replaceChildren(element('option', { value: '', textContent: 'All' }),
    ...state.parts.map((part) => element('option', { value: part.name, textContent: `${partNames[part.name] ?? part.name} (${part.count.toLocaleString('en')})` })));
  $('part').value = chosen;
  const sent = $('show').querySelector('[value=feedback]');
  sent.hidden = state.feedback === 0;
  sent.text = `Sent by users (${state.feedback.toLocaleString('en')})`;
}

// What users have sent meanwhile. The list that somebody works on does not change under their hands, unless it is the
// list of what users send.
const meet = guarded(async () => {
  const before = store.state.feedback;
  const state = await store.begin();
  fillMenus(state);
  const more = state.feedback - before;
  if (more <= 0) return;
  if ($('show').value === 'feedback' && grid.chosen.size === 0) await look(grid.ids[grid.focus]);
  say(more === 1 ? 'A user has sent a correction. It is under Show, Sent by users.'
    : `Users have sent ${more.toLocaleString('en')} corrections. They are under Show, Sent by users.`);
});
store.addEventListener('news', () => store.news.feedback !== store.state.feedback && meet());

const refresh = guarded(async () => {
  if (document.visibilityState === 'visible' && $('offline').hidden) await store.refresh();
});
setInterval(refresh, 5000);
document.addEventListener('visibilitychange', refresh);

guarded(async () => {
  const state = await store.begin();
  const name = state.dataset.split('/').filter(Boolean).pop() ?? state.dataset;
  $('dataset').textContent = name;
  document.title = `${name} · Cleaner`;
  fillMenus(state);
  if (state.isOutOfFold) $('order').options[0].text = 'Most suspicious first';
  $('tab-duplicates').hidden = !state.hasDuplicates;
  $('retrain').hidden = !state.canRetrain;
  await store.refresh();
  const wanted = readAddress();
  choose(wanted.get('view') === 'duplicates' && state.hasDuplicates ? 'duplicates' : 'grid');
  await look(wanted.has('at') ? Number(wanted.get('at')) : undefined);
  document.body.dataset.ready = 'true';
})();
