import { ChevronDown, ChevronRight } from 'lucide-react';
import type { AlertGroup } from '../../facts/alerts.ts';
import { severityLook, severityWord } from '../../facts/looks.ts';
import { plural } from '../../format/number.ts';
import { Glyph } from '../../ui/glyph.tsx';

interface GroupRowProps {
  group: AlertGroup;
  isFolded: boolean;
  onFold: (id: string) => void;
}

const notes: Partial<Record<AlertGroup['kind'], string>> = { silenced: ', nobody is told' };

export function GroupRow({ group, isFolded, onFold }: GroupRowProps) {
  const { id, title, kind, incident, alerts } = group;
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <div className="al-group">
      <span className="al-group-in">
        <button type="button" className="al-fold" aria-expanded={!isFolded} onClick={() => onFold(id)}>
          <Chevron size={14} aria-hidden />
          {incident && (
            <>
              <Glyph look={severityLook[incident.severity]} />
              <span className="sr-only">{severityWord[incident.severity]} incident: </span>
            </>
          )}
          <span className="font-medium">{title}</span>
          <span className="text-fg-2">
            {plural(alerts.length, 'alert')}
            {notes[kind]}
          </span>
        </button>
      </span>
    </div>
  );
}
