import { useId } from 'react';
import { LinesField } from '../../ui/lines-field.tsx';

interface YamlFieldProps {
  text: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}

const example = `groups:
  - name: hosts
    rules:
      - alert: CPU is busy
        expr: cpu_percent{instance=~"web-.*"} > 90
        for: 10m
        labels: { severity: warning }`;

/** Rules as they were pasted, and what is wrong with the whole of them. */
export function YamlField({ text, problem, onChange }: YamlFieldProps) {
  const id = useId();
  return (
    <>
      <LinesField
        label="Rules as YAML"
        text={text}
        isInvalid={problem !== undefined}
        describedBy={problem && id}
        fewest={14}
        placeholder={example}
        onChange={onChange}
      />
      {problem && (
        <pre className="err rl-problem-text" id={id} role="alert">
          {problem}
        </pre>
      )}
    </>
  );
}
