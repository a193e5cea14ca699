const known: Readonly<Record<string, string>> = {
  signup_disabled: 'It knows you, but nobody has invited you here. Ask an administrator for an invitation.',
  account_not_linked:
    'There is already an account with this email here. Sign in to it with its password first.',
  access_denied: 'It was cancelled, or you may not use this application.',
  email_not_found: 'It gave no email address, and without one nobody can be told apart here.',
  state_mismatch: 'It took too long, or was begun in another browser. Try again.',
};

/** Why the company's sign-in sent somebody back, from the code in the address. */
export function companyRefusal(code: string): string {
  const word = code.toLowerCase().replace(/\W+/g, '_').slice(0, 60);
  return known[word] ?? `Its answer was “${word}”.`;
}
