import { useEffect } from 'react';
import { badgeOf, useToDo } from './to-do.ts';

const mark = /^\(\d+\+?\) /;

/** How many alerts wait for somebody, in front of the title: seen when the page is one tab of many. */
export function TitleCount() {
  const count = useToDo()['/incidents']?.count ?? 0;
  useEffect(() => {
    const write = () => {
      const plain = document.title.replace(mark, '');
      const wanted = count > 0 ? `(${badgeOf(count)}) ${plain}` : plain;
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    // Whoever goes to another page brings its own title.
    const watcher = new MutationObserver(write);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      watcher.disconnect();
      document.title = document.title.replace(mark, '');
    };
  }, [count]);
  return null;
}
