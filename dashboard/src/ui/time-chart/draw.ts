import type uPlot from 'uplot';
import { placeMarks } from '../ruler/place-marks.ts';
import type { Band, ChartData, Guide, Limit, Mark } from './chart-data.ts';
import { ink } from './ink.ts';

/** Everything on the canvas that is not a line: in px of the screen, whatever the density. */
interface Sheet {
  readonly ctx: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  x(at: number): number;
  y(value: number): number;
}

function sheetOf({ ctx, bbox, valToPos }: uPlot): Sheet {
  const density = devicePixelRatio;
  const [left, top] = [bbox.left / density, bbox.top / density];
  return {
    ctx,
    left,
    top,
    right: left + bbox.width / density,
    bottom: top + bbox.height / density,
    x: (at) => valToPos(at, 'x', true) / density,
    y: (value) => valToPos(value, 'y', true) / density,
  };
}

function onSheet(plot: uPlot, draw: (sheet: Sheet) => void): void {
  const { ctx } = plot;
  ctx.save();
  ctx.scale(devicePixelRatio, devicePixelRatio);
  ctx.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  draw(sheetOf(plot));
  ctx.restore();
}

/** Under the lines: tinted times, from when what is wrong began, and the zero line. */
export function drawUnder(plot: uPlot, { onset, span, bands = [] }: ChartData): void {
  onSheet(plot, (sheet) => {
    const { ctx, left, right, top, bottom } = sheet;
    for (const band of bands) drawBand(sheet, band);
    rule(sheet, { from: [left, bottom], to: [right, bottom], colour: '--line-2' });
    if (onset === undefined || onset >= span.to) return;
    const x = Math.max(left, sheet.x(onset));
    ctx.globalAlpha = 0.055;
    ctx.fillStyle = ink('--critical');
    ctx.fillRect(x, top, right - x, bottom - top);
    ctx.globalAlpha = 0.55;
    if (onset > span.from) rule(sheet, { from: [x, top], to: [x, bottom], colour: '--critical' });
    ctx.globalAlpha = 1;
  });
}

/** Over the lines: the limit and what happened. */
export function drawOver(plot: uPlot, data: ChartData): void {
  onSheet(plot, (sheet) => {
    for (const guide of data.guides ?? []) drawGuide(sheet, guide);
    if (data.limit) drawLimit(sheet, data.limit, data);
    drawDeploys(sheet, data);
    for (const mark of data.marks) if (mark.shape === 'alert') drawAlert(sheet, mark, data.span);
  });
}

/** However short it was, it can be seen. */
const leastBand = 2;

function drawBand({ ctx, left, right, top, bottom, x }: Sheet, { from, to, look }: Band): void {
  const start = Math.max(left, Math.min(right, x(from)));
  const end = Math.max(left, Math.min(right, x(to)));
  if (end <= left || start >= right) return;
  ctx.fillStyle = ink(`--${look}`);
  ctx.globalAlpha = 0.16;
  ctx.fillRect(start, top, Math.max(leastBand, end - start), bottom - top);
  ctx.globalAlpha = 1;
  ctx.fillRect(start, bottom - 3, Math.max(leastBand, end - start), 3);
}

function drawGuide(sheet: Sheet, { value, look }: Guide): void {
  const { left, right, top, bottom } = sheet;
  const y = sheet.y(value);
  if (y < top - 1 || y > bottom + 1) return;
  rule(sheet, { from: [left, y], to: [right, y], colour: `--${look}`, dash: [1, 3] });
}

function drawLimit(sheet: Sheet, { value, label, look }: Limit, { series }: ChartData): void {
  const { ctx, left, right, top } = sheet;
  const y = sheet.y(value);
  if (y < top - 1) return;
  rule(sheet, { from: [left, y], to: [right, y], colour: `--${look}`, dash: [3, 3] });
  if (label === '') return;
  const atEnd = calmerEnd(series, value) === 'right';
  ctx.textAlign = atEnd ? 'right' : 'left';
  const x = atEnd ? right - 4 : left + 4;
  const above = y - 5 > top + 8 ? y - 5 : y + 13;
  const width = ctx.measureText(label).width + 6;
  // Other lines may pass here; the words stay readable over them.
  ctx.globalAlpha = 0.82;
  ctx.fillStyle = ink('--surface');
  ctx.fillRect(atEnd ? x - width + 3 : x - 3, above - 10, width, 13);
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink(`--${look}-text`);
  ctx.fillText(label, x, above);
}

/** Where the lines stay further away from the limit. */
function calmerEnd(series: ChartData['series'], limit: number): 'left' | 'right' {
  const distance = (part: readonly (number | null)[]) =>
    Math.min(...part.map((value) => (value === null ? Number.POSITIVE_INFINITY : Math.abs(limit - value))));
  const third = Math.ceil((series[0]?.values.length ?? 0) / 3);
  const [left, right] = [
    Math.min(...series.map(({ values }) => distance(values.slice(0, third)))),
    Math.min(...series.map(({ values }) => distance(values.slice(-third)))),
  ];
  return right > left * 1.5 ? 'right' : 'left';
}

function drawDeploys(sheet: Sheet, { marks, span, onset }: ChartData): void {
  const { ctx, left, right, top, bottom } = sheet;
  const deploys = marks.filter(({ shape }) => shape !== 'alert');
  for (const { x, marks: together, label, side } of placeMarks({
    marks: deploys,
    span,
    width: right - left,
    onset,
  })) {
    const [mark] = together;
    const at = Math.round(left + x) + 0.5;
    const failed = mark.shape === 'failed-deploy';
    ctx.globalAlpha = mark.key ? 0.7 : 0.3;
    rule(sheet, { from: [at, top - 4], to: [at, bottom], colour: '--text-1' });
    ctx.globalAlpha = 1;
    flag(ctx, at, top - 14);
    ctx.fillStyle = ink(failed ? '--surface' : mark.key ? '--text-1' : '--text-3');
    ctx.strokeStyle = ink(failed ? '--critical' : mark.key ? '--text-1' : '--text-3');
    ctx.lineWidth = failed ? 1.5 : 1;
    ctx.fill();
    ctx.stroke();
    if (!label || !mark.key) continue;
    ctx.fillStyle = ink('--text-1');
    ctx.textAlign = side === 'left' ? 'right' : 'left';
    ctx.fillText(label, side === 'left' ? at - 9 : at + 9, top - 5);
  }
}

function flag(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  ctx.beginPath();
  ctx.moveTo(x - 4.5, y);
  ctx.lineTo(x + 4.5, y);
  ctx.lineTo(x + 4.5, y + 5);
  ctx.lineTo(x, y + 9.2);
  ctx.lineTo(x - 4.5, y + 5);
  ctx.closePath();
}

function drawAlert(sheet: Sheet, { at, look }: Mark, { from, to }: ChartData['span']): void {
  if (at < from || at > to) return;
  const { ctx, bottom } = sheet;
  const x = Math.round(sheet.x(at)) + 0.5;
  ctx.beginPath();
  ctx.moveTo(x, bottom - 9);
  ctx.lineTo(x + 5, bottom - 0.5);
  ctx.lineTo(x - 5, bottom - 0.5);
  ctx.closePath();
  ctx.fillStyle = ink(`--${look ?? 'critical'}`);
  ctx.fill();
}

interface Rule {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly colour: string;
  readonly dash?: number[];
}

function rule({ ctx }: Sheet, { from, to, colour, dash = [] }: Rule): void {
  const crisp = (value: number) => Math.floor(value) + 0.5;
  ctx.strokeStyle = ink(colour);
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(crisp(from[0]), crisp(from[1]));
  ctx.lineTo(crisp(to[0]), crisp(to[1]));
  ctx.stroke();
  ctx.setLineDash([]);
}
