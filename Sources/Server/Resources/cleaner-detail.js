// One picture at full size, with all that the model says of it.

import { chip, element, percent } from './cleaner-card.js';

export class Detail extends EventTarget {
  constructor(store, grid, dialog) {
    super();
    Object.assign(this, { store, grid, dialog });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
      const button = event.target.closest('[data-act]');
      if (button) this.dispatchEvent(new CustomEvent('act', { detail: { ...button.dataset, ids: [this.item.id] } }));
    });
    grid.addEventListener('move', () => dialog.open && this.show());
    store.addEventListener('change', () => dialog.open && this.show());
  }

  open() {
    if (!this.grid.current) return;
    this.show();
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.focus();
  }

  show() {
    const item = this.grid.current;
    if (!item) return;
    const isOther = this.item?.id !== item.id;
    this.item = item;
    const rows = item.top.map(([label, share]) => {
      const bar = element('span', { className: 'odds' });
      bar.style.setProperty('--share', share);
      return element('li', {}, element('button', { 'data-act': 'relabel', 'data-label': label, title: `Relabel to ${label}`, className: label === item.label ? 'actual' : '' },
        element('span', { className: 'says', textContent: label }), bar, element('span', { className: 'share', textContent: percent(share) })));
    });
    const facts = element('div', { className: 'facts' },
      element('h2', { id: 'detail-name', textContent: item.source ? `Sent by a user: ${item.name.split('/').pop().slice(0, 8)}` : item.name, title: item.name }),
      element('p', {}, chip(item.label, 'actual'), item.label === item.first ? null : element('span', { textContent: ` at first ${item.first}` })),
      item.source ? element('p', { className: 'source', textContent: `${item.source[0].toUpperCase()}${item.source.slice(1)}. Keep it, and it is trained on.` }) : null,
      element('ol', { className: 'odds-list', 'aria-label': 'Probabilities; each relabels' }, ...rows),
      element('p', { className: 'faint', textContent: `${item.part === 'valid' ? 'Validation' : item.part === 'train' ? 'Training' : 'Test'} picture${item.loss === null || item.loss === undefined ? '' : `, loss ${item.loss.toFixed(3)}`}` }),
      element('div', { className: 'buttons' },
        element('button', { 'data-act': 'keep', textContent: 'Keep' }),
        element('button', { 'data-act': item.state === 'deleted' ? 'reset' : 'delete', className: 'danger', textContent: item.state === 'deleted' ? 'Bring back' : 'Delete' }),
        element('button', { className: 'quiet', textContent: 'Close', onclick: () => this.dialog.close() })));
    if (isOther || !this.pictures?.isConnected) {
      const label = Math.max(0, this.store.classes.indexOf(item.predicted));
      const heat = !this.store.state.hasHeatMaps ? null : element('figure', {},
        element('img', { src: this.store.address('heatmaps', item, `&label=${label}`), alt: `Where the model sees ${item.predicted}` }),
        element('figcaption', { textContent: `What speaks for ${item.predicted}` }));
      this.pictures = element('div', { className: 'pictures' },
        element('figure', {}, element('img', { src: this.store.address('images', item), alt: item.name }), element('figcaption', { textContent: 'The picture' })), heat);
    }
    this.dialog.replaceChildren(this.pictures, facts);
  }
}
