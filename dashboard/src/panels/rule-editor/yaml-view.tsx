import type { RuleSpec } from '@smartops/contract';
import { useEffect, useMemo, useState } from 'react';
import { plural } from '../../format/number.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { LinesField } from '../../ui/lines-field.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { isSame } from './form.ts';
import { readYaml, toYaml } from './yaml.ts';

interface YamlViewProps {
  id: string | undefined;
  spec: RuleSpec;
  isLocked: boolean;
  onRule: (spec: RuleSpec) => void;
  /** How much is wrong with the text, so that nobody saves what it does not say. */
  onFaults: (count: number) => void;
}

/** The same rule as text. What is written here is the form at once; what cannot be understood waits until it can. */
export function YamlView({ id, spec, isLocked, onRule, onFaults }: YamlViewProps) {
  const [typed, setTyped] = useState<string>();
  const read = useMemo(() => (typed === undefined ? undefined : readYaml(typed)), [typed]);
  // What is changed elsewhere is written anew; a text that says the same stays as it was typed.
  const isOwn = read && (read.faults.length > 0 || (read.spec && isSame(read.spec, spec)));
  const text = isOwn && typed !== undefined ? typed : toYaml(id, spec);
  const faults = (isOwn && read?.faults) || [];
  const count = faults.length;
  useEffect(() => {
    onFaults(count);
    return () => onFaults(0);
  }, [count, onFaults]);
  const wrong = new Set(faults.map(({ line }) => line));
  return (
    <Sheet label="YAML">
      <Head line title="YAML" note="the same rule, as an export has it">
        <CopyButton text={text} label="Copy" />
      </Head>
      <LinesField
        label="Rule as YAML"
        look="re-yaml"
        text={text}
        wrong={wrong}
        isInvalid={count > 0}
        describedBy="yaml-faults"
        readOnly={isLocked}
        onChange={(next) => {
          setTyped(next);
          const read = readYaml(next).spec;
          if (read) onRule(read);
        }}
      />
      <div id="yaml-faults" className="re-foot" role="status">
        {count === 0 ? (
          isLocked ? (
            'Read-only'
          ) : (
            'What is written here stands in the form at once.'
          )
        ) : (
          <>
            <p className="font-medium c-critical">
              {plural(count, 'fault')}; the form keeps what was last understood
            </p>
            <ul>
              {faults.map(({ line, message }) => (
                <li key={`${line} ${message}`}>
                  {line !== undefined && <b>Line {line}. </b>}
                  {message}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Sheet>
  );
}
