import { expect, it } from 'vitest';
import { fieldsOf, textOf, toConfig } from './form-fields.ts';

const schema = {
  properties: {
    owner: { type: 'string', title: 'Owner' },
    names: { type: 'array', title: 'Names' },
    token: { type: 'string', title: 'Token', secret: true, main: true },
    rpcUrl: { type: 'string', format: 'uri', secret: true },
    app: {
      title: 'App',
      properties: { id: { type: 'string' }, key: { type: 'string', secret: true, multiline: true } },
    },
    days: { type: 'number', default: 30 },
  },
  required: ['owner', 'names', 'rpcUrl'],
};
const { first, more } = fieldsOf(schema);

it('puts what is needed first, and knows how each is typed', () => {
  expect(first.map(({ name, kind }) => [name, kind])).toEqual([
    ['owner', 'text'],
    ['names', 'list'],
    ['token', 'secret'],
    ['rpcUrl', 'address'],
  ]);
  expect(more.map(({ name, kind, group, usual }) => [name, kind, group, usual])).toEqual([
    ['app.id', 'text', 'App', ''],
    ['app.key', 'key', 'App', ''],
    ['days', 'number', undefined, '30'],
  ]);
});

it('sends what was typed, and leaves out what stayed empty', () => {
  const said: Record<string, string> = {
    ...{ 'config.owner': ' harbor ', 'config.names': 'api, web  shop', 'config.token': '' },
    ...{ 'config.app.id': '7', 'config.days': 'many' },
  };
  expect(toConfig([...first, ...more], (name) => said[name] ?? '')).toEqual({
    ...{ owner: 'harbor', names: ['api', 'web', 'shop'], app: { id: '7' }, days: 'many' },
  });
});

it('shows what is stored', () => {
  expect(textOf({ names: ['api', 'web'], app: { id: '7' } }, 'names')).toBe('api, web');
  expect(textOf({ app: { id: '7' } }, 'app.id')).toBe('7');
  expect(textOf({}, 'app.id')).toBe('');
});
