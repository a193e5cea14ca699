/** Takes what was typed or pasted from box `at` on; what is no digit is left out. */
export function fillDigits(digits: readonly string[], at: number, text: string): string[] {
  const typed = [...text.replace(/\D/g, '')];
  return digits.map((digit, index) => typed[index - at] ?? digit);
}
