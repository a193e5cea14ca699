import { useEffect, useRef, useState } from 'react';

/** The part of the Navigation API that is needed; not every browser has it. */
interface Navigation extends EventTarget {
  traverseTo(key: string): unknown;
}

interface NavigateEvent extends Event {
  readonly navigationType: string;
  readonly destination: { readonly url: string; readonly key: string };
}

/** What stands for a way out that somebody took while something was not saved. */
interface Leave {
  readonly go: () => void;
}

/**
 * Asks before unsaved work is left: by a link of ours, by the back button, or with the window. Returns the way that was
 * asked for, to be confirmed or not.
 */
export function useLeaveGuard(isOn: boolean) {
  const [leave, setLeave] = useState<Leave>();
  const off = useRef(false);
  useEffect(() => {
    if (!isOn) return;
    off.current = false;
    const close = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]');
      if (off.current || !(link instanceof HTMLAnchorElement) || !leaves(link, event)) return;
      event.preventDefault();
      event.stopPropagation();
      setLeave({ go: () => link.click() });
    };
    const { navigation } = window as { navigation?: Navigation };
    const back = (event: Event) => {
      const { destination, navigationType, cancelable } = event as NavigateEvent;
      if (off.current || navigationType !== 'traverse' || !cancelable) return;
      if (new URL(destination.url).pathname === location.pathname) return;
      event.preventDefault();
      setLeave({ go: () => void navigation?.traverseTo(destination.key) });
    };
    addEventListener('beforeunload', close);
    document.addEventListener('click', click, true);
    navigation?.addEventListener('navigate', back);
    return () => {
      removeEventListener('beforeunload', close);
      document.removeEventListener('click', click, true);
      navigation?.removeEventListener('navigate', back);
    };
  }, [isOn]);

  return {
    isAsking: leave !== undefined,
    stay: () => setLeave(undefined),
    go() {
      off.current = true;
      setLeave(undefined);
      leave?.go();
    },
  };
}

/** Whether this click leads to another page of ours in this window. */
function leaves(link: HTMLAnchorElement, { metaKey, ctrlKey, shiftKey, button }: MouseEvent): boolean {
  if (metaKey || ctrlKey || shiftKey || button !== 0 || link.target === '_blank' || link.download)
    return false;
  return link.origin === location.origin && link.pathname !== location.pathname;
}
