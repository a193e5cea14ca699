import { useState } from 'react';

/** One act behind a button: runs once at a time, keeps why it failed. */
export function useAct<Args extends unknown[]>(run: (...args: Args) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  async function once(...args: Args) {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await run(...args);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  return { busy, failure, act: (...args: Args) => void once(...args) };
}
