// One picture with what is said of it.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('aria-') || key === 'role' || key.startsWith('data-')) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const percent = (share) => (share >= 0.995 ? '100\u00a0%' : share < 0.005 ? '0\u00a0%' : `${(share * 100).toFixed(0)}\u00a0%`);

const words = { open: '', kept: 'kept', relabeled: 'relabelled', deleted: 'deleted' };

// A sentence for who hears the page.
export function sentence(item) {
  const state = words[item.state] ? `, ${words[item.state]}` : '';
  const model = item.predicted === item.label
    ? `the model agrees, ${percent(item.probability)}` : `the model says ${item.predicted}, ${percent(item.probability)}`;
  const source = item.source ? `, ${item.source}` : '';
  return `${item.name}: labelled ${item.label}, ${model}${state}${source}`;
}

const hues = new Map();

// Classes get colours that are far apart, in their order: by the golden angle.
export function color(classes) { classes.forEach((name, place) => hues.set(name, (212 + place * 137.508) % 360)); }

export function chip(label, kind = '') {
  const made = element('span', { className: `chip ${kind}`, textContent: label, title: label });
  made.style.setProperty('--hue', hues.get(label) ?? 0);
  return made;
}

export class Card {
  constructor(store) {
    this.store = store;
    this.image = element('img', { alt: '', draggable: false, decoding: 'async' });
    this.heat = element('img', { alt: '', className: 'heat', draggable: false, decoding: 'async' });
    this.badge = element('span', { className: 'badge' });
    this.sender = element('span', { className: 'sender', textContent: 'from a user' });
    this.picture = element('div', { className: 'picture' }, this.image, this.heat, this.badge, this.sender);
    this.tick = element('span', { className: 'tick', 'aria-hidden': 'true' });
    this.caption = element('div', { className: 'caption' });
    this.node = element('div', { className: 'card', role: 'gridcell', tabIndex: -1, 'aria-selected': 'false' },
      this.picture, this.tick, this.caption);
    this.image.addEventListener('load', () => this.picture.classList.add('there'));
    this.image.addEventListener('error', () => this.picture.classList.add('broken'));
    this.node.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && this.warm());
    this.node.addEventListener('pointerleave', () => this.cool());
  }

  show(item, place) {
    this.place = place;
    // The store has another object for a picture that has changed.
    if (this.item === item) return;
    if (this.item?.id !== item.id || this.item.key !== item.key) {
      this.picture.classList.remove('there', 'broken');
      this.cool();
      this.image.src = this.store.address('thumbnails', item);
      this.heat.removeAttribute('src');
    }
    this.item = item;
    this.node.dataset.id = item.id;
    this.node.dataset.state = item.state;
    this.node.setAttribute('aria-label', sentence(item));
    this.badge.textContent = words[item.state];
    this.sender.hidden = !item.source;
    this.sender.title = item.source ?? '';
    this.node.classList.toggle('differs', item.predicted !== item.label && item.state === 'open');
    this.#caption(item);
  }

  #caption(item) {
    const differs = item.predicted !== item.label;
    const bar = element('span', { className: 'odds' });
    bar.style.setProperty('--share', item.probability);
    const first = item.state === 'relabeled' ? [chip(item.first, 'was'), element('span', { className: 'arrow', textContent: '→' })] : [];
    const top = element('div', { className: 'line' }, ...first, chip(item.label, 'actual'),
      item.state === 'relabeled' || item.loss === null || item.loss === undefined ? null
        : element('span', { className: 'loss', textContent: `loss ${item.loss.toFixed(1)}`, title: `Loss of the first label: ${item.loss}` }));
    const suggestion = item.suggestion && item.suggestion !== item.label ? item.suggestion : null;
    const model = element(suggestion ? 'button' : 'span', {
      className: `model ${differs ? 'other' : 'agreed'}`, tabIndex: -1,
      title: suggestion ? `Relabel to ${suggestion} (A)` : 'What the model says',
    }, element('span', { className: 'says', textContent: differs ? `→ ${item.predicted}` : 'model agrees' }),
    element('span', { className: 'share', textContent: percent(item.probability) }), bar);
    if (suggestion) Object.assign(model.dataset, { act: 'relabel', label: suggestion });
    const acts = element('div', { className: 'acts' },
      element('button', { className: 'act keep', tabIndex: -1, title: 'Keep (K)', 'aria-label': 'Keep', 'data-act': 'keep' }),
      element('button', {
        className: 'act delete', tabIndex: -1, 'data-act': item.state === 'deleted' ? 'reset' : 'delete',
        title: item.state === 'deleted' ? 'Bring back (D)' : 'Delete (D)',
        'aria-label': item.state === 'deleted' ? 'Bring back' : 'Delete',
      }));
    this.caption.replaceChildren(top, model, acts);
  }

  // The heat map comes after a moment's rest, so that passing over a card costs nothing.
  warm() {
    if (!this.store.state.hasHeatMaps || !this.item) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const label = this.store.classes.indexOf(this.item.predicted);
      if (!this.heat.getAttribute('src')) this.heat.src = this.store.address('heatmaps', this.item, `&label=${Math.max(0, label)}`);
      this.picture.classList.add('warm');
    }, 160);
  }

  cool() { clearTimeout(this.timer); this.picture.classList.remove('warm'); }
}
