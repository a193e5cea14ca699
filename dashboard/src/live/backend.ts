/** Where the backend answers: `api` ends in `/api`, `auth` in `/api/auth`, `socket` is the address of the stream. */
export interface Backend {
  readonly api: string;
  readonly auth: string;
  readonly socket: string;
}

export interface PageFacts {
  /** Written into the page by whoever serves it: `<meta name="smartops-api" content="https://…">`. */
  readonly told: string | undefined;
  /** Fixed when the page was built, for hosts that cannot write into it. May or may not end in `/api`. */
  readonly builtApi: string | undefined;
  readonly builtSocket: string | undefined;
  /** For set-ups in which sign-in lives on another host. May or may not end in `/api` or `/api/auth`. */
  readonly builtAuth: string | undefined;
  readonly origin: string;
}

/** What the page was told wins over what was built in; without either the page's own origin answers. */
export function locateBackend({ told, builtApi, builtSocket, builtAuth, origin }: PageFacts): Backend {
  const root = rootOf(told || builtApi || '/', origin);
  const signIn = told || !builtAuth ? root : rootOf(builtAuth, origin);
  const socket = told || !builtSocket ? new URL('ws', root) : new URL(builtSocket, origin);
  // Only a port of its own serves the stream at its root.
  if (socket.host === root.host && socket.pathname === '/') socket.pathname = '/ws';
  socket.protocol = socket.protocol.replace(/^http/, 'ws');
  return {
    api: new URL('api', root).href,
    auth: new URL('api/auth', signIn).href,
    socket: socket.href,
  };
}

function rootOf(address: string, origin: string): URL {
  const root = new URL(address, origin);
  root.pathname = root.pathname.replace(/\/(api(\/auth)?\/?)?$/, '/');
  return root;
}

let known: Backend | undefined;

export function readBackend(): Backend {
  known ??= locateBackend({
    told: document.querySelector<HTMLMetaElement>('meta[name=smartops-api]')?.content,
    builtApi: process.env.NEXT_PUBLIC_API_URL || developmentApi(),
    builtSocket: process.env.NEXT_PUBLIC_WS_URL,
    builtAuth: process.env.NEXT_PUBLIC_AUTH_URL,
    origin: location.origin,
  });
  return known;
}

/** `next dev` serves the page from a port of its own, where no backend listens. */
const developmentApi = () =>
  process.env.NODE_ENV === 'development' ? `http://${location.hostname}:3001` : undefined;
