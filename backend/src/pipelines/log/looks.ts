import { LogColour, type LogLook } from '@smartops/contract';
import Anser from 'anser';

/** Splits a line with colours into what is read and how each part of it is drawn. Colours do not reach over line ends. */
export function withLooks(line: string): { readonly message: string; readonly looks: LogLook[] } {
  if (!line.includes('\x1b')) return { message: line, looks: [] };
  const looks: LogLook[] = [];
  let message = '';
  for (const { content, fg, decorations } of Anser.ansiToJson(line, { json: true, use_classes: true })) {
    const from = message.length;
    message += content;
    const colour = colourOf(fg);
    const weight = decorations.find((one) => one === 'bold' || one === 'dim') ?? null;
    if (message.length > from && (colour ?? weight) !== null)
      looks.push({ from, to: message.length, colour, weight });
  }
  return { message, looks };
}

/** `ansi-bright-red` is as red as `ansi-red`: the page has one red that can be read on its ground. */
function colourOf(name: string | null): LogColour | null {
  return LogColour.safeParse(name?.replace(/^ansi-(bright-)?/, '')).data ?? null;
}
