/** Where a run or a deployment stands among all: by when it began, newest first, then by its id. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** As it travels: `1790000000000~github:acme:run:7`. */
export const writePlace = ({ at, id }: Place): string => `${at}~${id}`;

export function readPlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  const end = text.indexOf('~');
  return { at: Number(text.slice(0, end)), id: text.slice(end + 1) };
}
