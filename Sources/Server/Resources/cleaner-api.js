// Talks to the server, and keeps what it has said of each picture. Nothing is shown as done before the server has said so.

const root = new URL('..', import.meta.url);

export class Conflict extends Error {}
export class Gone extends Error {}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(new URL(path, root), { ...options, cache: 'no-store' });
  } catch {
    throw new Gone('The cleaner has stopped.');
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  if (response.status === 404 && problem.kind === 'not-found') throw new Gone('The cleaner was started anew.');
  throw new (response.status === 409 ? Conflict : Error)(problem.detail || `The server answered ${response.status}.`);
}

// Emits `change` with the numbers of the pictures that are other than before, and `news` for all that surrounds them.
export class Store extends EventTarget {
  constructor() {
    super();
    this.items = new Map();
    this.revision = 0;
    this.query = new URLSearchParams();
    this.news = { classes: [], undo: null, redo: null, progress: null };
    this.waiting = new Map();
    this.tabs = new BroadcastChannel(`fastai-cleaner ${root.pathname}`);
    this.tabs.onmessage = () => this.refresh();
  }

  async begin() { this.state = await ask('api/state'); return this.state; }

  // The numbers of all pictures that the query asks for, in order.
  async view(query) {
    this.query = query;
    const view = await ask(`api/view?${query}`);
    await this.refresh();
    return view.ids;
  }

  address(kind, item, more = '') { return new URL(`${kind}/${item.id}?v=${item.key}${more}`, root).href; }

  // What is known of some pictures; those that are not known yet are asked for, many in one request.
  async load(ids) {
    const missing = ids.filter((id) => !this.items.has(id) && !this.waiting.has(id));
    for (let start = 0; start < missing.length; start += 120) {
      const part = missing.slice(start, start + 120);
      const answer = ask(`api/items?ids=${part.join(',')}`).then((items) => {
        for (const item of items) this.items.set(item.id, item);
      }).finally(() => part.forEach((id) => this.waiting.delete(id)));
      part.forEach((id) => this.waiting.set(id, answer));
    }
    await Promise.all(new Set(ids.map((id) => this.waiting.get(id)).filter(Boolean)));
    return ids.map((id) => this.items.get(id)).filter(Boolean);
  }

  act(action, ids, label) {
    return this.#change(`api/edit?${this.query}`, { action, ids, label, revision: this.revision });
  }

  undo() { return this.news.undo && this.#change(`api/undo?${this.query}`, { step: this.news.undo.id }); }
  redo() { return this.news.redo && this.#change(`api/redo?${this.query}`, { step: this.news.redo.id }); }

  // What other tabs and commands have done.
  async refresh() { this.#take(await ask(`api/changes?after=${this.revision}&${this.query}`)); }

  duplicates() { return ask('api/duplicates'); }
  export() { return ask('api/export', {}); }
  retraining() { return ask('api/retrain'); }
  retrain() { return ask('api/retrain', {}); }
  get csv() { return new URL('cleaned.csv', root).href; }

  async #change(path, body) {
    try {
      const answer = await ask(path, body);
      this.#take(answer);
      this.tabs.postMessage('changed');
      return answer;
    } catch (error) {
      if (error instanceof Conflict) await this.refresh();
      throw error;
    }
  }

  #take(answer) {
    this.revision = answer.revision;
    for (const item of answer.items) this.items.set(item.id, item);
    this.news = answer;
    this.dispatchEvent(new CustomEvent('change', { detail: answer.items.map((item) => item.id) }));
    this.dispatchEvent(new Event('news'));
  }
}
