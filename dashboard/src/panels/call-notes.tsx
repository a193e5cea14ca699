import type { ReactNode } from 'react';
import type { CallError } from '../live/exchange.ts';

/** In place of a list that could not be read. */
export function NotRead({ error, retry }: { error: CallError; retry: () => void }) {
  return (
    <div className="empty" role="alert">
      <h3>This cannot be read</h3>
      <p>{error.message}</p>
      <button type="button" className="btn" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

/** In place of what needs people to sign in, on an installation where they do not. */
export function SignInIsOff({ children }: { children: ReactNode }) {
  return (
    <div className="empty">
      <h3>Sign-in is off</h3>
      <p>{children}</p>
      <p>
        It is open because it answers on this machine only. To switch sign-in on, start the server with this;
        it prints a one-time token for the first administrator.
      </p>
      <pre className="code">AUTH_MODE=required</pre>
      <p>With HOST set to an address that others reach, sign-in is on by itself.</p>
    </div>
  );
}
