import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsPart } from './aws/index.ts';
import { evmPart } from './evm/index.ts';
import { type Fault, meets, readFault } from './faults/fault.ts';
import { misbehave } from './faults/misbehave.ts';
import { createGitHub } from './github/github.ts';
import { startCourier } from './github/hooks/courier.ts';
import { githubPart } from './github/index.ts';
import { type Incoming, json, type Part, type Reply, readIncoming, send } from './http/exchange.ts';
import { type Bends, bend, readStrain } from './world/bends.ts';
import { truthAt } from './world/story.ts';
import { createWorld, type World } from './world/world.ts';

export interface SimulatorOptions {
  readonly port?: number;
  readonly host?: string;
  /** Another seed, another world. */
  readonly seed?: string;
  /** When the story began, epoch ms; its past is there from the start. */
  readonly epoch?: number;
  readonly now?: () => number;
}

export interface Addresses {
  readonly url: string;
  readonly awsUrl: string;
  readonly githubUrl: string;
  readonly ethereumUrl: string;
  readonly polygonUrl: string;
}

export interface Simulator extends Addresses {
  close(): Promise<void>;
}

/** How often webhooks are looked after, ms. */
const tellsEvery = 250;

/** A small cloud on one port. Same seed, epoch and time, same answers. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', seed = 'harbor-goods', epoch = Date.now(), now = Date.now } = options;
  const world = createWorld(seed, epoch, now);
  const faults: Fault[] = [];
  const bends: Bends = [];
  const github = createGitHub(world);
  const courier = startCourier(github, tellsEvery);
  const parts = { aws: awsPart(world, bends), github: githubPart(github), evm: evmPart(world) };
  const server = createServer((request, response) => {
    handle({ request, response, parts, faults, bends, world }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    awsUrl: url,
    githubUrl: `${url}/api/v3`,
    ethereumUrl: `${url}/evm/ethereum`,
    polygonUrl: `${url}/evm/polygon`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      courier.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly parts: { readonly aws: Part; readonly github: Part; readonly evm: Part };
  readonly faults: Fault[];
  readonly bends: Bends;
  readonly world: World;
}

async function handle({ request, response, parts, ...ground }: Visit): Promise<void> {
  const incoming = await readIncoming(request);
  if (incoming.path.startsWith('/_simulator/')) return send(response, control(incoming, ground));
  const part = partFor(incoming.path, parts);
  const fault = ground.faults.find((one) => meets(one, part.name(incoming)));
  if (fault) return misbehave(fault, { part, incoming, response });
  send(response, part.answer(incoming));
}

function partFor(path: string, { aws, github, evm }: Visit['parts']): Part {
  if (path.startsWith('/evm/')) return evm;
  return path.startsWith('/api/v3') || path.startsWith('/_blob/') ? github : aws;
}

type Ground = Pick<Visit, 'faults' | 'bends' | 'world'>;

/** What no real cloud has: its own faults, the truth about its story, and a way to bend it. */
function control(incoming: Incoming, ground: Ground): Reply {
  const { path, query } = incoming;
  const { world } = ground;
  if (path === '/_simulator/story') return json(200, truthAt(world, Number(query.get('at') ?? world.now())));
  if (path === '/_simulator/faults') return controlFaults(incoming, ground);
  if (path === '/_simulator/strain') return controlStrain(incoming, ground);
  return json(404, { message: 'Not Found' });
}

function controlFaults({ method, body }: Incoming, { faults }: Ground): Reply {
  if (method === 'DELETE') faults.length = 0;
  if (method === 'POST') {
    const fault = readFault(body);
    if (!fault) return json(400, { message: 'A fault has match, kind, and for some kinds status or ms' });
    faults.push(fault);
  }
  return json(200, faults);
}

function controlStrain({ method, body }: Incoming, { bends, world }: Ground): Reply {
  if (method === 'DELETE') bend(bends, null, world.now());
  if (method === 'POST') {
    const strain = readStrain(body);
    if (!strain) return json(400, { message: 'A strain has connections and errors, 0 to 1, and a backlog' });
    bend(bends, strain, world.now());
  }
  return json(200, bends);
}
