// Groups of pictures that are the same: keep one, delete the others.

import { chip, element } from './cleaner-card.js';

export class Duplicates extends EventTarget {
  constructor(store, panel) {
    super();
    Object.assign(this, { store, panel });
    panel.addEventListener('click', (event) => {
      const button = event.target.closest('[data-act]');
      if (button) this.dispatchEvent(new CustomEvent('act', {
        detail: { act: button.dataset.act, ids: button.dataset.ids.split(',').map(Number) },
      }));
    });
    store.addEventListener('change', () => !panel.hidden && this.groups && this.show());
  }

  async open() {
    if (!this.groups) {
      this.panel.replaceChildren(element('p', { className: 'waiting', textContent: 'Comparing all pictures with each other …' }));
      this.groups = (await this.store.duplicates()).groups;
    }
    await this.store.load(this.groups.flatMap((group) => group.ids));
    this.show();
  }

  show() {
    const groups = this.groups.map((group) => this.#group(group));
    const open = this.groups.filter((group) => this.#left(group).length > 1).length;
    const text = groups.length === 0 ? 'No picture is there twice.'
      : open === 0 ? 'Of each group one picture is left.' : `${open} of ${groups.length} groups still hold the same picture more than once.`;
    const focused = document.activeElement?.dataset?.key;
    this.panel.replaceChildren(element('p', { className: 'waiting', role: 'status', textContent: text }), ...groups);
    if (focused) this.panel.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  #left(group) { return group.ids.filter((id) => this.store.items.get(id)?.state !== 'deleted'); }

  #group(group) {
    const left = this.#left(group);
    const items = group.ids.map((id) => this.store.items.get(id)).filter(Boolean);
    const labels = new Set(items.map((item) => item.label));
    const title = `${group.isExact ? 'The same file' : 'The same picture'}, ${items.length} times`;
    const cards = items.map((item) => {
      const others = left.filter((id) => id !== item.id);
      const isDeleted = item.state === 'deleted';
      return element('div', { className: 'card', 'data-state': item.state },
        element('div', { className: 'picture there' },
          element('img', { src: this.store.address('thumbnails', item), alt: item.name, loading: 'lazy' }),
          element('span', { className: 'badge', textContent: isDeleted ? 'deleted' : '' })),
        element('div', { className: 'caption' },
          element('div', { className: 'line' }, chip(item.label, 'actual')),
          element('div', { className: 'name', textContent: item.name, title: item.name }),
          isDeleted
            ? element('button', { 'data-act': 'reset', 'data-ids': item.id, 'data-key': `b${item.id}`, textContent: 'Bring back' })
            : element('button', { 'data-act': 'delete', 'data-ids': others.join(','), 'data-key': `k${item.id}`, disabled: others.length === 0, textContent: 'Keep this one' })));
    });
    return element('section', { className: `same ${left.length > 1 ? '' : 'done'}`, 'aria-label': title },
      element('h2', {}, title, labels.size > 1 ? element('span', { className: 'warn', textContent: 'with different labels' }) : null),
      element('div', { className: 'cards' }, ...cards));
  }
}
