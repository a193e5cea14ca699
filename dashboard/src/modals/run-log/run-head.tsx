import type { Pipeline } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import { runState } from '../../facts/looks.ts';
import { Status } from '../../ui/glyph.tsx';
import { firstStage } from './stage-choice.ts';

type State = Pick<Pipeline, 'status' | 'rawStatus'>;

/** How it went, at which stage it failed, and the way to GitHub: beside the title of a dialog. */
export function RunHead({ of, run, url }: { of: State; run: Pipeline | undefined; url: string | null }) {
  const { look, word } = runState(of);
  const failed = of.status === 'failed' && run ? firstStage(run.stages) : undefined;
  return (
    <>
      <span className="max-tab:hidden">
        <Status look={look} loud>
          {failed?.status === 'failed' && word === 'Failed' ? `Failed at ${failed.name}` : word}
        </Status>
      </span>
      {url && (
        <a className="btn ghost" href={url} target="_blank" rel="noreferrer">
          <ExternalLink size={14} aria-hidden />
          <span className="max-tab:sr-only">View on GitHub</span>
        </a>
      )}
    </>
  );
}
