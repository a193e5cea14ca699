import { Download, ShieldCheck } from 'lucide-react';
import { readBackend } from '../../live/backend.ts';
import { useUrl } from '../../state/url-state.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { type AuditFilter, fields, filterInput, outcomes, outcomeWord, spans, spanWord } from './filter.ts';
import type { Verify } from './verdict.tsx';

/** By words, time and outcome, all in the address; and what can be done with the log. */
export function Filters({ filter, verify }: { filter: AuditFilter; verify: Verify }) {
  const [find, setFind] = useUrl(fields.find);
  const [outcome, setOutcome] = useUrl(fields.outcome);
  const [span, setSpan] = useUrl(fields.span);
  return (
    <div className="filters">
      <SearchField
        label="Find in the audit log"
        placeholder="Person, action or target"
        look="w-58"
        value={find ?? ''}
        onChange={(value) => setFind(value || undefined)}
      />
      <Menu
        label={`When: ${spanWord[span]}`}
        look="chip on"
        items={spans.map((option) => ({
          label: capital(spanWord[option]),
          chosen: option === span,
          run: () => setSpan(option),
        }))}
      >
        <span className="text-fg-3">When</span>
        {spanWord[span]}
      </Menu>
      <Menu
        label={`Outcome: ${outcomeWord[outcome]}`}
        look={`chip${outcome === 'any' ? '' : ' on'}`}
        items={outcomes.map((option) => ({
          label: outcomeWord[option],
          chosen: option === outcome,
          run: () => setOutcome(option),
        }))}
      >
        <span className="text-fg-3">Outcome</span>
        {outcome === 'any' ? 'any' : outcomeWord[outcome].toLowerCase()}
      </Menu>
      <span className="flex-1" />
      <BusyButton type="button" busy={verify.busy} onClick={() => verify.act()}>
        <ShieldCheck size={14} aria-hidden />
        {verify.verdict ? 'Verify again' : 'Verify'}
      </BusyButton>
      <Menu
        label="Export"
        look=""
        items={[
          { label: 'CSV', download: exportAddress(filter, 'csv') },
          { label: 'JSON Lines', download: exportAddress(filter, 'jsonl') },
        ]}
      >
        <Download size={14} aria-hidden />
        Export
      </Menu>
    </div>
  );
}

const capital = (words: string) => words[0]?.toUpperCase() + words.slice(1);

function exportAddress(filter: AuditFilter, format: 'csv' | 'jsonl'): string {
  const query = Object.entries({ ...filterInput(filter, Date.now()), format });
  return `${readBackend().api}/audit/export?${new URLSearchParams(query.map(([name, value]) => [name, `${value}`]))}`;
}
