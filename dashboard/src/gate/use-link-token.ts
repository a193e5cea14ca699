import { useEffect, useState } from 'react';

/** The token of a link: after the `#`, or where the sign-in library puts it. */
export function tokenIn({ hash, search }: Pick<Location, 'hash' | 'search'>): string {
  const part = decodeURIComponent(hash.slice(1));
  return part.replace(/^token=/, '') || (new URLSearchParams(search).get('token') ?? '');
}

/**
 * The token of the link that was opened; undefined until the page knows its address. It leaves the query at once, so
 * that neither the history nor a server's log keeps it.
 */
export function useLinkToken(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const read = () => {
      const found = tokenIn(location);
      setToken(found);
      if (location.search)
        history.replaceState(null, '', `${location.pathname}#${encodeURIComponent(found)}`);
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return token;
}
