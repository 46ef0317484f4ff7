/* What this browser keeps, also over a reload. In its memory alone where it may not keep anything. */
export class Store {
  constructor(key) {
    this.key = key;
    this.memory = new Map();
    this.isLasting = true;
  }

  get(name, otherwise) {
    return this.memory.has(name) ? this.memory.get(name) : this.read(name, otherwise);
  }

  read(name, otherwise) {
    try {
      const text = localStorage.getItem(`${this.key}-${name}`);
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  set(name, value) {
    try {
      localStorage.setItem(`${this.key}-${name}`, JSON.stringify(value));
      this.memory.delete(name);
    } catch {
      this.memory.set(name, value);
      this.isLasting = false;
    }
  }
}
