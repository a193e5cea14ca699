import { situation } from '../../facts/situation.ts';
import { useStory } from '../../live/use-story.ts';
import { useNow } from '../../ui/clock.ts';
import { Empty, Unreachable } from '../tile-notes.tsx';
import { useTileState } from '../use-tile-state.ts';
import { Calm } from './calm.tsx';
import { WrongBlock } from './wrong.tsx';

/** What is wrong, since when and after which change; or that nothing is. */
export function SituationPanel() {
  const story = useStory();
  const state = useTileState(story && 1, []);
  const now = useNow(5_000);
  if (state.is === 'unreachable')
    return (
      <section className="sheet" aria-label="Situation">
        <Unreachable />
      </section>
    );
  if (!story) return <Skeleton />;
  const current = situation(story, now);
  if (current.level === 'unwatched')
    return (
      <section className="sheet" aria-label="Situation">
        <Empty
          words={{
            title: 'Nothing is watched yet',
            text: 'The host reports within a minute. Clouds, repositories and chains appear once they are connected.',
          }}
        />
      </section>
    );
  return 'worst' in current ? (
    <WrongBlock wrong={current} story={story} now={now} />
  ) : (
    <Calm calm={current} now={now} />
  );
}

function Skeleton() {
  return (
    <section className="sheet" aria-label="Situation" aria-busy="true">
      <div className="sit-head">
        <span className="skel h-5 w-5" />
        <div className="sit-words grid gap-2 py-1">
          <span className="skel h-5 w-2/3 max-w-120" />
          <span className="skel h-3 w-1/2 max-w-80" />
        </div>
      </div>
    </section>
  );
}
