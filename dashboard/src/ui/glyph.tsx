import type { ReactNode } from 'react';
import type { Look } from '../format/look.ts';

const hole = { stroke: 'var(--surface)', strokeWidth: 1.5, strokeLinecap: 'round' } as const;
const outline = { fill: 'none', stroke: 'currentColor' } as const;

const shapes: Record<Look, ReactNode> = {
  healthy: (
    <>
      <circle cx="7" cy="7" r="5.75" fill="currentColor" />
      <path d="M4.5 7.2 6.3 9l3.3-3.8" fill="none" strokeLinejoin="round" {...hole} />
    </>
  ),
  warning: (
    <>
      <path
        d="M7 1.6 13 12.4H1Z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
      <path d="M7 5.6v3M7 10.7v.1" {...hole} />
    </>
  ),
  critical: (
    <>
      <path d="M7 .9 13.1 7 7 13.1.9 7Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M5.2 5.2l3.6 3.6M8.8 5.2 5.2 8.8" {...hole} />
    </>
  ),
  offline: (
    <>
      <rect x="1.75" y="1.75" width="10.5" height="10.5" rx="1.5" strokeWidth="1.5" {...outline} />
      <path d="M4.5 7h5" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  unknown: <circle cx="7" cy="7" r="5.25" strokeWidth="1.5" strokeDasharray="2.4 1.7" {...outline} />,
  running: (
    <>
      <circle cx="7" cy="7" r="5.25" strokeOpacity=".28" strokeWidth="1.75" {...outline} />
      <path
        className="spin"
        d="M7 1.75a5.25 5.25 0 0 1 5.25 5.25"
        strokeWidth="1.75"
        strokeLinecap="round"
        {...outline}
      />
    </>
  ),
  pending: <circle cx="7" cy="7" r="4.5" strokeWidth="1.25" {...outline} />,
};

/** The shape alone, for where the word stands beside it. */
export function Glyph({ look }: { look: Look }) {
  return (
    <svg className={`glyph c-${look}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[look]}
    </svg>
  );
}

/** Shape and word. `loud` is for heads and details, quiet for lists. */
export function Status({
  look,
  loud = false,
  children,
}: {
  look: Look;
  loud?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={`st c-${look}${loud ? ' loud' : ''}`}>
      <Glyph look={look} />
      {children}
    </span>
  );
}
