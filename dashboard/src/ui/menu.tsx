import { Ellipsis } from 'lucide-react';
import {
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { PageLink } from './page-link.tsx';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  /** A page of ours. */
  readonly to?: string;
  /** A link out of the product; opens beside it. */
  readonly href?: string;
  /** A file to keep. */
  readonly download?: string;
  readonly run?: () => void;
  /** At the end of the line: what is set now. Choosing it leaves the menu open. */
  readonly now?: string;
  /** A line above it. */
  readonly apart?: boolean;
  /** One of several: whether it is the chosen one. */
  readonly chosen?: boolean;
}

interface MenuProps {
  /** What the button is called; drawn only when there is no icon. */
  label: string;
  /** What the button shows; three dots when left out. */
  children?: ReactNode;
  look?: string;
  /** Who or what it is about, over the items. */
  caption?: ReactNode;
  items: readonly MenuItem[];
}

/** A button with a menu. The popover gives the top layer, Escape, click-away and its place beside the button. */
export function Menu({ label, children, look = 'icon', caption, items }: MenuProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const focused = useRef<HTMLElement>(null);

  // A row that moves in a live list takes its menu out of the page and in again, which closes it without a word.
  useLayoutEffect(() => {
    if (!open || !list.current || list.current.matches(':popover-open')) return;
    button.current?.click();
    focused.current?.focus();
  });

  return (
    <>
      <button
        ref={button}
        type="button"
        className={`btn ${look}`}
        popoverTarget={id}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onKeyDown={(event) => event.key === 'ArrowDown' && event.currentTarget.click()}
      >
        {children ?? <Ellipsis size={16} strokeWidth={1.75} aria-hidden />}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="menu"
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open' && !list.current?.contains(document.activeElement))
            entries(list.current)[0]?.focus();
        }}
        onFocus={({ target }) => {
          focused.current = target;
        }}
        onKeyDown={moveFocus}
      >
        {caption && <div className="menu-caption">{caption}</div>}
        {items.map((item) => (
          <Fragment key={item.label}>
            {item.apart && <hr className="menu-rule" />}
            <Entry item={item} close={() => list.current?.hidePopover()} />
          </Fragment>
        ))}
      </div>
    </>
  );
}

function Entry({ item, close }: { item: MenuItem; close: () => void }) {
  const words = (
    <>
      {item.icon}
      {item.label}
      {item.chosen && <span className="tick-end">✓</span>}
      {item.now && <span className="tick-end text-fg-3">{item.now}</span>}
    </>
  );
  if (item.to)
    return (
      <PageLink href={item.to} role="menuitem" tabIndex={-1} className="menu-item" onClick={close}>
        {words}
      </PageLink>
    );
  if (item.href || item.download)
    return (
      <a
        href={item.href ?? item.download}
        {...(item.download ? { download: '' } : { target: '_blank', rel: 'noreferrer' })}
        role="menuitem"
        tabIndex={-1}
        className="menu-item"
        onClick={close}
      >
        {words}
      </a>
    );
  return (
    <button
      type="button"
      {...(item.chosen === undefined
        ? { role: 'menuitem' }
        : { role: 'menuitemradio', 'aria-checked': item.chosen })}
      tabIndex={-1}
      className="menu-item"
      onClick={() => {
        if (!item.now) close();
        item.run?.();
      }}
    >
      {words}
    </button>
  );
}

const entries = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
];

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const all = entries(event.currentTarget);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next =
    { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key] ?? startingWith(event.key, all, at);
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  all.at(next % all.length)?.focus();
}

function startingWith(key: string, all: HTMLElement[], at: number): number | undefined {
  if (key.length > 1 || key === ' ') return undefined;
  const found = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((entry) =>
    entry.textContent?.toLowerCase().startsWith(key),
  );
  return found && all.indexOf(found);
}
