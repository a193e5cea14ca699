import { KeyHelp } from '../../ui/key-help.tsx';

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

export const AlertKeysHelp = ({ onClose }: { onClose: () => void }) => (
  <KeyHelp note="They act on what is selected, else on the marked line" keys={keys} onClose={onClose} />
);
