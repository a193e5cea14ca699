export interface Alarm {
  /** Rings at `at`, or earlier when it was already set to. */
  set(at: number): void;
  stop(): void;
}

/** One timer that never keeps the process alive. */
export function createAlarm(ring: () => void, now: () => number): Alarm {
  let next: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
  const stop = () => {
    clearTimeout(next?.timer);
    next = undefined;
  };
  return {
    set(at) {
      if (next && next.at <= at) return;
      stop();
      const wake = () => {
        next = undefined;
        ring();
      };
      next = { at, timer: setTimeout(wake, Math.max(0, at - now())).unref() };
    },
    stop,
  };
}
