import type { ReactNode } from 'react';

interface HeadProps {
  title: string;
  note?: ReactNode;
  /** Links, counts and menus at the end. */
  children?: ReactNode;
  line?: boolean;
}

export function Head({ title, note, children, line = false }: HeadProps) {
  return (
    <div className={`head${line ? ' line' : ''}`}>
      <h2>{title}</h2>
      {note && <span className="note">{note}</span>}
      <span className="grow" />
      {children}
    </div>
  );
}

interface SheetProps {
  label: string;
  half?: boolean;
  look?: string;
  children: ReactNode;
}

export function Sheet({ label, half = false, look = '', children }: SheetProps) {
  return (
    <section aria-label={label} className={`sheet ${half ? 'half ' : ''}${look}`}>
      {children}
    </section>
  );
}

/** Bars of the final height, so that nothing jumps when the rows come. */
export function SkeletonRows({ rows, tall = false }: { rows: number; tall?: boolean }) {
  return (
    <div aria-busy="true" className="grid">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity beyond their place.
        <div key={row} className={`flex items-center gap-6 px-4 ${tall ? 'h-13' : 'h-9'}`}>
          <span className="skel h-3 w-24" />
          <span className="skel h-3 flex-1" />
          <span className="skel h-3 w-14" />
        </div>
      ))}
    </div>
  );
}
