import type { Look } from '../../format/look.ts';

export interface RulerMark {
  readonly id: string;
  readonly at: number;
  readonly shape: 'deploy' | 'failed-deploy' | 'alert';
  readonly look: Look | undefined;
  readonly label: string;
  readonly short: string | undefined;
  readonly key: boolean;
}

export interface RulerStretch {
  readonly id: string;
  readonly from: number;
  readonly to: number | undefined;
  readonly look: Look;
  readonly label: string;
}

export interface Lane {
  readonly title: string;
  readonly marks: readonly RulerMark[];
  readonly stretches: readonly RulerStretch[];
}
