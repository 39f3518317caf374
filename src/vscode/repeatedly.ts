export type Repetition = {
  /** Looks at once: after the present look when one is under way. Resolves when that look is done. */
  now(): Promise<void>;
  dispose(): void;
};

export type Timers = {
  /** Calls back once after `milliseconds`; the returned function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
};

export const realTimers: Timers = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Looks again and again, never twice at a time.
 * @param look resolves to the milliseconds until the next look; it must not reject
 */
export function repeatedly(look: () => Promise<number>, timers: Timers = realTimers): Repetition {
  let callOff: () => void = () => undefined;
  let current: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let disposed = false;

  async function lookOnce(): Promise<void> {
    callOff();
    const pause = await look();
    current = null;
    if (!disposed) callOff = timers.after(pause, () => void now());
  }

  function now(): Promise<void> {
    if (disposed) return Promise.resolve();
    if (!current) return (current = lookOnce());
    // Whoever asks during a look wants to see what happened since it began.
    following ??= current.then(() => {
      following = null;
      return now();
    });
    return following;
  }

  return {
    now,
    dispose() {
      disposed = true;
      callOff();
    },
  };
}
