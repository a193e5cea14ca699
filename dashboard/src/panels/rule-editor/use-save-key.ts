import { useEffect, useRef } from 'react';

/** Ctrl or Cmd with S or Enter saves, wherever the keyboard is. */
export function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, key } = event;
      if (altKey || !(ctrlKey || metaKey) || !['s', 'S', 'Enter'].includes(key)) return;
      event.preventDefault();
      if (!event.repeat && !document.querySelector('dialog[open]')) latest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
