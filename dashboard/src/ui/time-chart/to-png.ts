import { ink } from './ink.ts';

const headPx = 32;

/** The drawing on its surface, under its title: a picture that can be pasted anywhere. */
export function toPng(drawn: HTMLCanvasElement, title: string): Promise<Blob | null> {
  const density = devicePixelRatio;
  const sheet = document.createElement('canvas');
  sheet.width = drawn.width;
  sheet.height = drawn.height + headPx * density;
  const ctx = sheet.getContext('2d');
  if (!ctx) return Promise.resolve(null);
  ctx.fillStyle = ink('--surface');
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = ink('--text-1');
  ctx.font = `600 ${13 * density}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.fillText(title, 16 * density, 21 * density);
  ctx.drawImage(drawn, 0, headPx * density);
  return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'));
}
