import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useRange, withRange } from '../state/range.ts';
import { PageLink } from '../ui/page-link.tsx';
import { Mark } from './mark.tsx';
import { type Page, pages } from './pages.ts';
import { badgeOf, type ToDo, useToDo } from './to-do.ts';

interface RailProps {
  current: Page | undefined;
  narrow: boolean;
  onFold: () => void;
}

export function Rail({ current, narrow, onFold }: RailProps) {
  const range = useRange();
  const toDo = useToDo();
  const Fold = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside className="rail">
      <div className="rail-in">
        <PageLink className="brand" href={withRange('/', range)} aria-label="SmartOpsAgent, Overview">
          <Mark />
          <span className="rail-word">SmartOpsAgent</span>
        </PageLink>
        <nav className="nav" aria-label="Main">
          {pages.map((page) => (
            <div key={page.path} className="contents">
              {page.path === '/settings' && <div className="nav-gap" />}
              <PageLink
                href={withRange(page.path, range)}
                aria-current={page === current ? 'page' : undefined}
                title={narrow ? page.title : undefined}
              >
                <page.icon size={16} strokeWidth={1.75} aria-hidden />
                <span className={narrow ? 'sr-only' : 'max-lap:sr-only'}>{page.title}</span>
                <Count of={toDo[page.path]} />
              </PageLink>
            </div>
          ))}
        </nav>
        <div className="rail-foot">
          <button
            type="button"
            className="rail-fold"
            aria-label={narrow ? 'Unfold the rail' : 'Fold the rail'}
            aria-expanded={!narrow}
            onClick={onFold}
          >
            <Fold size={16} strokeWidth={1.75} aria-hidden />
            <span className="rail-word">Fold</span>
          </button>
        </div>
      </div>
    </aside>
  );
}

/** How many there wait for somebody, as grave as the gravest. */
function Count({ of }: { of: ToDo | undefined }) {
  if (!of) return null;
  return (
    <span className={`n c-${of.look}`} title={`${of.count} unacknowledged`}>
      {badgeOf(of.count)}
      <span className="sr-only"> unacknowledged</span>
    </span>
  );
}

/** The rail of a narrow screen: at the bottom, under the thumb. */
export function TabBar({ current }: { current: Page | undefined }) {
  const range = useRange();
  const toDo = useToDo();
  return (
    <nav className="tabbar" aria-label="Main">
      {pages.map((page) => (
        <PageLink
          key={page.path}
          href={withRange(page.path, range)}
          aria-current={page === current ? 'page' : undefined}
        >
          <page.icon size={20} strokeWidth={1.75} aria-hidden />
          {page.short}
          <Count of={toDo[page.path]} />
        </PageLink>
      ))}
    </nav>
  );
}
