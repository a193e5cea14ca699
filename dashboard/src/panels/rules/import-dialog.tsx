import { Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { reloadRules } from '../../live/act-on-rules.ts';
import { call } from '../../live/call.ts';
import { tellNews } from '../../state/alert-news.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useAct } from '../../ui/use-act.ts';
import { ImportLines } from './import-lines.tsx';
import { countsOf, doneWords, hasChanges, importAct } from './import-words.ts';
import { useDryRun } from './use-dry-run.ts';
import { YamlField } from './yaml-field.tsx';

/** Rules from a file: what becomes of each is shown before anything is saved. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const { plan, problem, busy } = useDryRun(text);
  const { over, drop } = useDrop((file) => void file.text().then(setText));
  const run = useAct(async () => {
    const { lines } = await call('importRules', { text, dryRun: false });
    tellNews({ text: doneWords(countsOf(lines)), isFailure: false, undo: undefined });
    await reloadRules();
    onClose();
  });
  const counts = plan && countsOf(plan.lines);
  const ready = counts && hasChanges(counts) && !busy;
  return (
    <Dialog
      title="Import rules"
      note="YAML as it is exported here, or a rule file of Prometheus"
      size="wide"
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">
            {counts && !hasChanges(counts)
              ? 'Nothing in it would change anything'
              : 'Recorded in the audit log'}
          </span>
          <button type="button" className="btn" onClick={onClose}>
            Cancel
          </button>
          <BusyButton type="button" busy={run.busy} look="ink" disabled={!ready} onClick={() => run.act()}>
            {counts ? importAct(counts) : 'Import'}
          </BusyButton>
        </>
      }
    >
      <div className="rl-import">
        <div className={`rl-drop${over ? ' is-over' : ''}`} {...drop}>
          <div className="head line">
            <h3>File</h3>
            <span className="note">paste it, or drop one here</span>
            <span className="grow" />
            <ChooseFile onText={setText} />
          </div>
          <YamlField text={text} problem={problem} onChange={setText} />
        </div>
        <section className="rl-plan" aria-label="What becomes of each rule" aria-busy={busy}>
          <ImportLines plan={plan} hasText={text.trim() !== ''} problem={problem} />
        </section>
      </div>
      {run.failure && (
        <p className="err px-4 pb-3" role="alert">
          {run.failure}
        </p>
      )}
    </Dialog>
  );
}

function ChooseFile({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="Rule file"
        accept=".yaml,.yml,.rules,text/yaml,application/yaml"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void file.text().then(onText);
          target.value = '';
        }}
      />
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        <Upload size={14} aria-hidden />
        Choose file…
      </button>
    </>
  );
}

/** A place that files can be dropped on. */
function useDrop(onFile: (file: File) => void) {
  const [over, setOver] = useState(false);
  const isFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return {
    over,
    drop: {
      onDragOver: (event: DragEvent) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        setOver(false);
        onFile(file);
      },
    },
  };
}
