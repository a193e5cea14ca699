import type { ReactNode } from 'react';

/** Its title, and how it stands where that is not the usual: `r` to the right, `max-tab:hidden` only where there is room. */
export type Column =
  | string
  | {
      readonly title: string;
      readonly look: string;
      /** Only for those who cannot see what stands in it. */
      readonly isUnseen?: boolean;
    };

/** The column of a row's menu. */
export const menuColumn: Column = { title: 'Menu', look: 'end', isUnseen: true };

interface TableProps {
  columns: readonly Column[];
  isBusy?: boolean;
  /** The rows. */
  children: ReactNode;
}

/** A table that scrolls to the side where it is wider than its place. */
export function Table({ columns, isBusy = false, children }: TableProps) {
  return (
    <div className="tw">
      <table aria-busy={isBusy || undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={titleOf(column)} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const titleOf = (column: Column) => (typeof column === 'string' ? column : column.title);

function Head({ column }: { column: Column }) {
  if (typeof column === 'string') return <th scope="col">{column}</th>;
  const { title, look, isUnseen } = column;
  return (
    <th scope="col" className={look}>
      {isUnseen ? <span className="sr-only">{title}</span> : title}
    </th>
  );
}
