// A hundred thousand pictures in a grid, of which only those on the screen are in the page.

import { Card, element } from './cleaner-card.js';

const caption = 74;

class Row {
  constructor(grid) {
    this.grid = grid;
    this.cards = [];
    this.node = element('div', { className: 'row', role: 'row' });
  }

  put(index) {
    const { columns, ids, store } = this.grid;
    this.index = index;
    this.node.style.transform = `translateY(${index * this.grid.rowHeight}px)`;
    this.node.setAttribute('aria-rowindex', index + 1);
    while (this.cards.length < columns) {
      const card = new Card(store);
      this.cards.push(card);
      this.node.append(card.node);
    }
    while (this.cards.length > columns) this.cards.pop().node.remove();
    this.cards.forEach((card, column) => {
      const place = index * columns + column;
      card.node.hidden = place >= ids.length;
      card.node.setAttribute('aria-colindex', column + 1);
      card.node.dataset.place = place;
      if (place < ids.length) this.#fill(card, place);
    });
  }

  #fill(card, place) {
    const item = this.grid.store.items.get(this.grid.ids[place]);
    const isFocused = place === this.grid.focus;
    card.node.classList.toggle('blank', !item);
    if (item) card.show(item, place);
    const isChosen = this.grid.chosen.has(this.grid.ids[place]);
    card.node.setAttribute('aria-selected', isChosen);
    card.node.classList.toggle('current', isFocused);
    card.node.tabIndex = isFocused ? 0 : -1;
  }
}

// Emits `choice` when other pictures are chosen, `move` when another one is the current one, and `open` for a large one.
export class Grid extends EventTarget {
  constructor(store, scroller, canvas) {
    super();
    Object.assign(this, { store, scroller, canvas, ids: [], chosen: new Set(), focus: 0, anchor: 0, columns: 1 });
    this.rows = new Map();
    this.spare = [];
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.layout()).observe(scroller);
    canvas.addEventListener('click', (event) => this.#clicked(event));
    canvas.addEventListener('dblclick', (event) => this.#cardOf(event) && this.dispatchEvent(new Event('open')));
    store.addEventListener('change', (event) => event.detail.length > 0 && this.render());
  }

  set(ids, current) {
    this.ids = ids;
    this.chosen.clear();
    const place = current === undefined ? -1 : ids.indexOf(current);
    this.focus = this.anchor = Math.max(0, place);
    this.scroller.setAttribute('aria-rowcount', Math.ceil(ids.length / this.columns));
    this.layout();
    this.scroller.scrollTop = place < 0 ? 0 : this.#top(place);
    this.render();
    this.#told();
  }

  layout() {
    const style = getComputedStyle(this.scroller);
    const gap = parseFloat(style.getPropertyValue('--gap'));
    const width = this.scroller.clientWidth - 2 * parseFloat(style.getPropertyValue('--pad'));
    if (width <= 0) return;
    const first = Math.floor(this.scroller.scrollTop / (this.rowHeight || 1)) * this.columns;
    const wanted = parseFloat(style.getPropertyValue('--card'));
    this.columns = Math.max(2, Math.floor((width + gap) / (wanted + gap)));
    const side = (width - gap * (this.columns - 1)) / this.columns;
    this.rowHeight = Math.round(side + caption + gap);
    this.canvas.style.setProperty('--columns', this.columns);
    this.canvas.style.setProperty('--side', `${side}px`);
    this.canvas.style.height = `${Math.ceil(this.ids.length / this.columns) * this.rowHeight}px`;
    this.scroller.setAttribute('aria-colcount', this.columns);
    this.scroller.setAttribute('aria-rowcount', Math.ceil(this.ids.length / this.columns));
    for (const row of this.rows.values()) this.#drop(row);
    this.rows.clear();
    if (first > 0) this.scroller.scrollTop = Math.floor(first / this.columns) * this.rowHeight;
    this.render();
  }

  #drop(row) { row.node.remove(); this.spare.push(row); }
  #top(place) { return Math.floor(place / this.columns) * this.rowHeight; }

  #scrolled() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const moved = Math.abs(this.scroller.scrollTop - (this.lastTop ?? 0));
      this.lastTop = this.scroller.scrollTop;
      // Flying past: what nobody can see is not asked for.
      this.isFlying = moved > this.scroller.clientHeight;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => { this.isFlying = false; this.render(); }, 120);
      this.render({ isScrolled: true });
    });
  }

  #range() {
    const rows = Math.ceil(this.ids.length / this.columns);
    const first = Math.floor(this.scroller.scrollTop / this.rowHeight);
    const last = Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / this.rowHeight);
    return [Math.max(0, first - 1), Math.min(rows, last + 1)];
  }

  // While somebody scrolls only the rows that come into sight are written; those that have left it are used for them,
  // where they stand in the document.
  render({ isScrolled = false } = {}) {
    if (!this.rowHeight) return;
    const [first, last] = this.#range();
    const wanted = new Set();
    for (let index = first; index < last; index += 1) wanted.add(index);
    // The current one stays in the page, so that it can keep the keyboard.
    if (this.ids.length > 0) wanted.add(Math.floor(this.focus / this.columns));
    const free = [];
    for (const [index, row] of this.rows) if (!wanted.has(index)) { this.rows.delete(index); free.push(row); }
    for (const index of wanted) {
      const shown = this.rows.get(index);
      if (shown) {
        if (!isScrolled) shown.put(index);
        continue;
      }
      const row = free.pop() ?? this.spare.pop() ?? new Row(this);
      this.rows.set(index, row);
      row.put(index);
      if (!row.node.isConnected) this.canvas.append(row.node);
    }
    free.forEach((row) => this.#drop(row));
    if (!this.isFlying) this.#load(first, last);
  }

  async #load(first, last) {
    const ids = this.ids.slice(first * this.columns, (last + 2) * this.columns);
    if (ids.every((id) => this.store.items.has(id))) return;
    try {
      await this.store.load(ids);
      this.render();
    } catch (error) {
      this.dispatchEvent(new CustomEvent('trouble', { detail: error }));
    }
  }

  // The pictures whose upper half can be seen.
  visible() {
    const top = this.scroller.scrollTop, bottom = top + this.scroller.clientHeight;
    const first = Math.ceil((top - this.rowHeight / 2) / this.rowHeight);
    const last = Math.floor((bottom - this.rowHeight / 2) / this.rowHeight);
    return this.ids.slice(Math.max(0, first) * this.columns, (last + 1) * this.columns);
  }

  // Goes on to the first picture that was below the screen.
  next() {
    const shown = this.visible();
    const place = this.ids.indexOf(shown[shown.length - 1]) + 1;
    if (place >= this.ids.length) return;
    this.scroller.scrollTop = this.#top(place);
    this.move(place, { only: true });
  }

  get current() { return this.store.items.get(this.ids[this.focus]); }
  // What an action is about: the chosen ones, or the current one.
  get targets() { return this.chosen.size > 0 ? [...this.chosen] : this.ids.length > 0 ? [this.ids[this.focus]] : []; }

  move(place, { extend = false, only = false } = {}) {
    if (this.ids.length === 0) return;
    this.focus = Math.min(Math.max(place, 0), this.ids.length - 1);
    if (extend) this.#extend(); else this.anchor = this.focus;
    if (only) { this.chosen.clear(); this.#told(); }
    this.reveal();
    this.render();
    this.#focusCard();
    this.dispatchEvent(new Event('move'));
  }

  reveal() {
    const top = this.#top(this.focus), height = this.scroller.clientHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    if (top + this.rowHeight > this.scroller.scrollTop + height) this.scroller.scrollTop = top + this.rowHeight - height;
  }

  #extend() {
    const [from, to] = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)];
    this.chosen = new Set(this.ids.slice(from, to + 1));
    this.#told();
  }

  toggle(place = this.focus) {
    const id = this.ids[place];
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.anchor = place;
    this.render();
    this.#told();
  }

  chooseAll() { this.chosen = new Set(this.ids); this.render(); this.#told(); }
  clear() { this.chosen.clear(); this.render(); this.#told(); }

  // To the next one that nobody has decided about.
  advance() {
    let place = this.focus + 1;
    while (place < this.ids.length && (this.store.items.get(this.ids[place])?.state ?? 'open') !== 'open') place += 1;
    if (place < this.ids.length) this.move(place);
  }

  #told() { this.dispatchEvent(new Event('choice')); }

  #focusCard() {
    const node = this.canvas.querySelector(`[data-place="${this.focus}"]`);
    if (node && document.activeElement?.tagName !== 'INPUT') node.focus({ preventScroll: true });
  }

  #cardOf(event) { return event.target.closest('.card:not(.blank)'); }

  #clicked(event) {
    const card = this.#cardOf(event);
    if (!card) return;
    const place = Number(card.dataset.place), button = event.target.closest('[data-act]');
    if (button) {
      this.move(place);
      const { act, label } = button.dataset;
      this.dispatchEvent(new CustomEvent('act', { detail: { act, label, ids: [this.ids[place]] } }));
    } else if (event.shiftKey) {
      event.preventDefault();
      this.focus = place;
      this.move(place, { extend: true });
    } else if (event.ctrlKey || event.metaKey || event.target.closest('.tick') || matchMedia('(pointer: coarse)').matches) {
      this.move(place);
      this.toggle(place);
    } else {
      const wasOnly = this.chosen.size === 1 && this.chosen.has(this.ids[place]);
      this.move(place, { only: true });
      if (!wasOnly) this.toggle(place);
    }
  }
}
