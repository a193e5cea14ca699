import type { Me, Rule } from '@smartops/contract';
import { Download, Plus, Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { mayAct } from '../../facts/action-kinds.ts';
import { newKinds, newRuleAddress } from '../../facts/rule-address.ts';
import { conditionWord } from '../../facts/rule-changes.ts';
import { plural } from '../../format/number.ts';
import { readBackend } from '../../live/backend.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Head } from '../../ui/sheet.tsx';

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }));

const newWord: Record<(typeof newKinds)[number], string> = {
  threshold: 'a reading is beyond a limit',
  change: 'it changes against before',
  absence: 'nothing is reported',
  state: 'a deploy, run, instance or source fails',
};

const newRuleItems: readonly MenuItem[] = newKinds.map((kind) => ({
  label: conditionWord[kind],
  now: newWord[kind],
  to: newRuleAddress({ new: kind }),
}));

/** How many there are, and what concerns all of them. */
export function RulesHead({ rules, me }: { rules: readonly Rule[] | undefined; me: Me | undefined }) {
  const [importing, setImporting] = useState(false);
  const on = rules?.filter(({ spec }) => spec.enabled).length ?? 0;
  return (
    <>
      <Head line title="Rules" note={rules && `${plural(rules.length, 'rule')}, ${on} on`}>
        {rules && (
          <a className="btn max-tab:hidden" href={exportAddress()} download="">
            <Download size={14} aria-hidden />
            Export YAML
          </a>
        )}
        {mayAct(me) && (
          <>
            <button type="button" className="btn max-tab:hidden" onClick={() => setImporting(true)}>
              <Upload size={14} aria-hidden />
              Import…
            </button>
            <Menu label="New rule" look="ink" items={newRuleItems}>
              <Plus size={14} aria-hidden />
              New rule
            </Menu>
          </>
        )}
        <span className="tab:hidden">
          {rules && (
            <Menu
              label="More about rules"
              items={[
                { label: 'Export YAML', icon: <Download aria-hidden />, download: exportAddress() },
                ...(mayAct(me)
                  ? [{ label: 'Import…', icon: <Upload aria-hidden />, run: () => setImporting(true) }]
                  : []),
              ]}
            />
          )}
        </span>
      </Head>
      {me && !mayAct(me) && (
        <p className="rl-note">You see every rule. Operators and administrators change them.</p>
      )}
      <Suspense>{importing && <ImportDialog onClose={() => setImporting(false)} />}</Suspense>
    </>
  );
}

/** Known to a browser alone. */
const exportAddress = () => `${readBackend().api}/rules.yaml`;
