/** An array parameter written by hand: the driver would quote and escape every single number. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
