import { type ReactNode, useId } from 'react';

interface GateSheetProps {
  title: string;
  text?: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  /** Where in a row of pages this is. */
  step?: string;
  children: ReactNode;
}

/** The one sheet of a page outside the product. */
export function GateSheet({ title, text, foot, wide = false, step, children }: GateSheetProps) {
  const id = useId();
  return (
    <section className={`sheet gate-sheet${wide ? ' wide' : ''}`} aria-labelledby={id}>
      <div className="gate-head">
        {step && <p className="gate-step">{step}</p>}
        <h2 id={id}>{title}</h2>
        {text && <p>{text}</p>}
      </div>
      {children}
      {foot && <div className="foot">{foot}</div>}
    </section>
  );
}

/** Bars in the place of a form, so that nothing jumps. */
export function GateSkeleton() {
  return (
    <div className="sheet gate-sheet" aria-busy="true">
      <span className="sr-only">Loading</span>
      <div className="form">
        <span className="skel h-7 w-56" />
        {['a', 'b', 'c'].map((bar) => (
          <span key={bar} className="skel h-8" />
        ))}
      </div>
    </div>
  );
}
