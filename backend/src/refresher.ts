import type { Topic } from '@smartops/contract';
import type { TopicLoaders } from './overview/topics.ts';
import type { StreamHub } from './stream/hub.ts';

/** Builds touched topics again and hands them to the stream, one round at a time; what comes meanwhile waits for the next. */
export class Refresher {
  private readonly loaders: TopicLoaders;
  private readonly hub: Pick<StreamHub, 'publish'>;
  private readonly trouble: (error: unknown) => void;
  private waiting = new Map<Topic, boolean>();
  private round: Promise<void> | undefined;

  constructor(loaders: TopicLoaders, hub: Pick<StreamHub, 'publish'>, trouble: (error: unknown) => void) {
    this.loaders = loaders;
    this.hub = hub;
    this.trouble = trouble;
  }

  /** Resolves when these topics have been handed over. */
  async touch(topics: Iterable<Topic>, urgent = false): Promise<void> {
    for (const topic of topics) this.waiting.set(topic, urgent || this.waiting.get(topic) === true);
    while (this.waiting.size > 0) {
      this.round ??= this.run().finally(() => {
        this.round = undefined;
      });
      await this.round;
    }
  }

  private async run(): Promise<void> {
    const topics = this.waiting;
    this.waiting = new Map();
    for (const [topic, urgent] of topics)
      await this.publish(topic, urgent).catch((error: unknown) => this.trouble(error));
  }

  private async publish<Name extends Topic>(topic: Name, urgent: boolean): Promise<void> {
    this.hub.publish(topic, await this.loaders[topic](), { urgent });
  }
}
