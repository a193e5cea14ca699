import { useId } from 'react';

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

const fewest = 14;

/** A text with the numbers of its lines, which is what errors speak of. */
export function YamlField({ text, problem, onChange }: YamlFieldProps) {
  const id = useId();
  const lines = Math.max(fewest, text.split('\n').length);
  return (
    <>
      <div className="yaml">
        <pre className="yaml-nums" aria-hidden>
          {Array.from({ length: lines }, (_, at) => at + 1).join('\n')}
        </pre>
        <textarea
          aria-label="Rules as YAML"
          aria-invalid={problem !== undefined}
          aria-describedby={problem && id}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          rows={lines}
          placeholder={example}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      {problem && (
        <pre className="err rl-problem-text" id={id} role="alert">
          {problem}
        </pre>
      )}
    </>
  );
}
