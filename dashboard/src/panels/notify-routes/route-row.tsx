import type { NotifyRoute } from '@smartops/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Menu } from '../../ui/menu.tsx';
import { goesWords, takesWords } from './words.ts';

interface RouteRowProps {
  route: NotifyRoute;
  place: number;
  of: number;
  names: ReadonlyMap<string, string>;
  admin: boolean;
  onEdit: () => void;
  onPut: (route: NotifyRoute) => void;
  onRemove: () => void;
  onMove: (by: number) => void;
}

export function RouteRow({ route, place, of, names, admin, onEdit, onPut, onRemove, onMove }: RouteRowProps) {
  const { name, enabled } = route;
  return (
    <li className={`route-row${enabled ? '' : ' is-off'}`}>
      <span className="place">{place}</span>
      <div className="min-w-0">
        <div className="truncate font-medium">
          {name}
          {!enabled && <span className="font-normal text-fg-3"> (switched off)</span>}
        </div>
        <div className="text-fg-2">{takesWords(route)}</div>
        <div className="text-fg-3 text-xs">→ {goesWords(route, names)}</div>
      </div>
      {admin && (
        <div className="acts">
          {of > 1 && (
            <>
              <button
                type="button"
                className="btn icon"
                aria-label={`Move ${name} up`}
                title="Move up"
                disabled={place === 1}
                onClick={() => onMove(-1)}
              >
                <ArrowUp size={14} aria-hidden />
              </button>
              <button
                type="button"
                className="btn icon"
                aria-label={`Move ${name} down`}
                title="Move down"
                disabled={place === of}
                onClick={() => onMove(1)}
              >
                <ArrowDown size={14} aria-hidden />
              </button>
            </>
          )}
          <Menu
            label={`${name} menu`}
            items={[
              { label: 'Change…', run: onEdit },
              {
                label: enabled ? 'Switch off' : 'Switch on',
                run: () => onPut({ ...route, enabled: !enabled }),
              },
              { label: 'Remove', run: onRemove, apart: true },
            ]}
          />
        </div>
      )}
    </li>
  );
}
