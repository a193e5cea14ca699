/** What to say when there is nothing: why, and what would put something here. */
export interface EmptyWords {
  readonly title: string;
  readonly text: string;
  /** Settings to copy. */
  readonly code?: string;
}
