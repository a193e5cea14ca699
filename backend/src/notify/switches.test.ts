import { type ChannelKind, defaultCap } from '@smartops/contract';
import { expect, it } from 'vitest';
import { ownIds, planSwitches, type Switchable, type SwitchWishes, standingOf } from './switches.ts';

const channel = (id: string, kind: ChannelKind, more: Partial<Switchable> = {}): Switchable => ({
  ...{ id, kind, name: id, enabled: true, cap: defaultCap, version: 3, locked: false, removed: false },
  settings: { recipients: [], address: `${kind}.example/…xyz`, signing: null },
  ...more,
});
const wishes = (more: Partial<SwitchWishes>): SwitchWishes => ({ kinds: {}, own: {}, ...more });
const plan = (more: Partial<SwitchWishes>, channels: readonly Switchable[], mail = true) => {
  const { switchings, refusals } = planSwitches(wishes(more), { channels, mail });
  return {
    becomes: switchings.map(({ after }) => `${after.id} ${after.enabled ? 'on' : 'off'}`),
    refused: refusals.map(({ about, variable }) => `${about.kind} ${about.part} ${variable ?? ''}`.trim()),
  };
};
const url = 'https://hooks.slack.com/services/T/B/abc';
const set = channel('env-slack', 'slack', { locked: true, version: 0 });

it('makes its own channel of an address, and leaves those of others alone', () => {
  const others = [channel('ops', 'slack', { enabled: false }), channel('mail', 'email')];
  expect(plan({ own: { slack: { enabled: true, url } } }, others)).toEqual({
    becomes: ['settings-slack on'],
    refused: [],
  });
});

it('brings its own channel back that was removed, only with an address', () => {
  const gone = channel(ownIds.slack, 'slack', { removed: true });
  expect(plan({ own: { slack: { enabled: true } } }, [gone]).refused).toEqual(['slack url']);
  expect(plan({ own: { slack: { enabled: false } } }, [gone])).toEqual({ becomes: [], refused: [] });
  expect(plan({ own: { slack: { enabled: true, url } } }, [gone]).becomes).toEqual(['settings-slack on']);
});

it('switches every channel of a kind, and does nothing where it stands so already', () => {
  const two = [channel('a', 'webhook'), channel('b', 'webhook', { enabled: false })];
  expect(plan({ kinds: { webhook: true } }, two).becomes).toEqual([]);
  expect(plan({ kinds: { webhook: false } }, two).becomes).toEqual(['a off']);
  const off = two.map((one) => ({ ...one, enabled: false }));
  expect(plan({ kinds: { webhook: true } }, off).becomes).toEqual(['a on', 'b on']);
});

it.each([
  ['no channel of the kind', { kinds: { email: true } }, [], ['email kind']],
  [
    'no mail from this server',
    { kinds: { email: true } },
    [channel('m', 'email', { enabled: false })],
    ['email kind'],
  ],
  ['off what the environment sets', { kinds: { slack: false } }, [set], ['slack kind SLACK_WEBHOOK_URL']],
  [
    'another address than the environment’s',
    { own: { slack: { url } } },
    [set],
    ['slack url SLACK_WEBHOOK_URL'],
  ],
  [
    'its own off while the environment’s is on',
    { own: { slack: { enabled: false } } },
    [set],
    ['slack enabled SLACK_WEBHOOK_URL'],
  ],
  [
    'on by the kind and off by itself',
    { kinds: { slack: true }, own: { slack: { enabled: false } } },
    [channel(ownIds.slack, 'slack')],
    ['slack kind'],
  ],
] as const)('refuses %s', (_, wish, channels, refused) => {
  expect(plan(wish, channels, false)).toEqual(expect.objectContaining({ refused }));
});

it('shows which kinds deliver, and by which address', () => {
  const own = channel(ownIds.webhook, 'webhook', {
    settings: { recipients: [], address: 'own.example/…abc', signing: null },
  });
  expect(
    standingOf([channel('a', 'webhook'), own, channel('gone', 'email', { removed: true })]),
  ).toMatchObject({
    kinds: { webhook: { on: true, address: 'own.example/…abc' }, email: { on: false }, slack: { on: false } },
    slack: { enabled: false, hint: null, variable: null },
  });
  expect(standingOf([set])).toMatchObject({
    kinds: { slack: { on: true, variable: 'SLACK_WEBHOOK_URL' } },
    slack: { enabled: true, variable: 'SLACK_WEBHOOK_URL' },
  });
});
