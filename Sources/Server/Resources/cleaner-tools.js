// Export, and training anew with a comparison.

import { element } from './cleaner-card.js';

const rate = (share) => `${(share * 100).toFixed(1)}\u00a0%`;
const points = (share) => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)}`;

export async function exportList(store, say) {
  const { path, count } = await store.export();
  say(`${count} pictures written to ${path}`, { href: store.csv, text: 'Download' });
}

// The comparison in a dialog; it can be closed and opened while the training goes on.
export class Comparison {
  constructor(store, dialog, say) { Object.assign(this, { store, dialog, say }); }

  async open() {
    const status = await this.store.retraining();
    if (!status.isRunning && !status.result) await this.store.retrain();
    this.dialog.showModal();
    this.#watch();
  }

  async #watch() {
    clearTimeout(this.timer);
    try {
      const status = await this.store.retraining();
      this.#show(status);
      if (status.isRunning) this.timer = setTimeout(() => this.#watch(), 400);
      else if (!this.dialog.open) this.say(status.problem ?? 'The comparison is ready.');
    } catch (error) {
      this.#show({ problem: error.message });
    }
  }

  #show(status) {
    const title = element('h2', { id: 'comparison-title', textContent: 'Before and after' });
    const close = element('button', { className: status.isRunning ? '' : 'primary', textContent: 'Close', onclick: () => this.dialog.close() });
    const again = element('button', { textContent: 'Train again', onclick: async () => { await this.store.retrain(); this.#watch(); } });
    if (status.isRunning) {
      const meter = element('progress', { max: 1, value: status.progress, 'aria-label': 'Training' });
      this.dialog.replaceChildren(title, element('p', { textContent: `${status.words} …` }), meter,
        element('div', { className: 'buttons' }, close));
      return;
    }
    const body = status.problem ? [element('p', { className: 'warn', role: 'alert', textContent: status.problem })] : this.#result(status.result);
    this.dialog.replaceChildren(title, ...body, element('div', { className: 'buttons' }, again, close));
  }

  #result(result) {
    const rows = [
      ['Trained on the pictures as they were', result.before, `${result.trainBefore} pictures`],
      ['Trained on the pictures as they are', result.after, `${result.trainAfter} pictures`],
      ['The model that was opened', result.opened, ''],
    ];
    const most = Math.max(0.05, ...rows.map(([, score]) => score.high));
    const table = element('table', {}, element('thead', {}, element('tr', {},
      ...['', 'Error rate', '95 % interval'].map((text) => element('th', { textContent: text, scope: 'col' })))),
    element('tbody', {}, ...rows.map(([name, score, note], index) => {
      const range = element('div', { className: `range ${index === 1 ? 'after' : ''}` }, element('span'), element('b'));
      range.style.setProperty('--low', score.low / most);
      range.style.setProperty('--high', score.high / most);
      range.style.setProperty('--at', score.errors / Math.max(1, score.count) / most);
      return element('tr', {},
        element('th', { scope: 'row' }, name, note ? element('small', { textContent: note }) : null),
        element('td', {}, rate(score.errors / Math.max(1, score.count)), element('small', { textContent: `${score.errors} of ${score.count}` })),
        element('td', {}, range, element('small', { textContent: `${rate(score.low)} to ${rate(score.high)}` })));
    })));
    const change = (result.after.errors - result.before.errors) / Math.max(1, result.after.count);
    const isSure = result.lowChange > 0 || result.highChange < 0;
    const verdict = change === 0 ? 'Cleaning has not changed the error rate.'
      : `Cleaning changed the error rate by ${points(change)} percentage points (95 % interval ${points(result.lowChange)} to ${points(result.highChange)}).`;
    return [
      element('p', { className: 'verdict', textContent: verdict }), table,
      element('p', { className: 'faint', textContent: `${isSure ? '' : 'The interval holds zero: more validation pictures would tell. '}`
        + `Both were trained in the same way and judged on the same ${result.after.count} validation pictures, with the labels that they have now; `
        + `${result.mended} are right only after cleaning, ${result.spoiled} only before.` }),
      element('p', { className: 'faint', textContent: `The new model: ${result.model}` }),
    ];
  }
}
