import type { Disposable } from "vscode";

export type DisposableStore = Disposable & {
  /** Keeps something to dispose of; at once when the store is gone already. Returns it. */
  add<T extends Disposable>(disposable: T): T;
};

/** Everything one owner must dispose of, disposed in the reverse order. */
export function disposableStore(): DisposableStore {
  const kept: Disposable[] = [];
  let disposed = false;
  return {
    add(disposable) {
      if (disposed) disposable.dispose();
      else kept.push(disposable);
      return disposable;
    },
    dispose() {
      disposed = true;
      for (let last = kept.pop(); last; last = kept.pop()) last.dispose();
    },
  };
}
