import { Dialog } from './dialog.tsx';

interface KeyHelpProps {
  /** What they act on. */
  note: string;
  keys: readonly (readonly [key: string, what: string])[];
  onClose: () => void;
}

export function KeyHelp({ note, keys, onClose }: KeyHelpProps) {
  return (
    <Dialog title="Keys" note={note} size="small" onClose={onClose}>
      <dl className="key-list">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
