import encodeQr from 'qr';

/** A QR code as one SVG path in a square of `size` units, with the margin that cameras want. */
export function qrPath(text: string): { readonly d: string; readonly size: number } {
  const rows = encodeQr(text, 'raw', { border: 4 });
  const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { d: squares.join(''), size: rows.length };
}
