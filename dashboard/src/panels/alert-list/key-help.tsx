import { Dialog } from '../../ui/dialog.tsx';

const keys = [
  ['j', 'next alert'],
  ['k', 'alert before'],
  ['x', 'select it'],
  ['o', 'open it'],
  ['a', 'acknowledge'],
  ['s', 'snooze'],
  ['d', 'dismiss'],
  ['c', 'create an incident'],
  ['n', 'write a note'],
  ['/', 'find'],
  ['Esc', 'clear the selection'],
  ['?', 'this list'],
] as const;

export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Keys"
      note="They act on what is selected, else on the marked line"
      size="small"
      onClose={onClose}
    >
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
