import { KeyHelp } from '../../ui/key-help.tsx';

const keys = [
  ['j', 'next rule'],
  ['k', 'rule before'],
  ['e', 'edit it'],
  ['c', 'duplicate it'],
  ['s', 'switch it on or off'],
  ['h', 'its history'],
  ['d', 'delete it'],
  ['n', 'new rule'],
  ['/', 'find'],
  ['?', 'this list'],
] as const;

export const RuleKeysHelp = ({ onClose }: { onClose: () => void }) => (
  <KeyHelp note="They act on the marked line" keys={keys} onClose={onClose} />
);
