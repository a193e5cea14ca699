const unsure =
  'Its answer could not be confirmed. Try again; if it stays so, an administrator finds the reason in the server’s log.';

const known: Readonly<Record<string, string>> = {
  not_a_member: 'It knows you, but nobody has invited you here. Ask an administrator for an invitation.',
  account_not_linked:
    'There is an account with your email here, but the company has not confirmed that the email is yours. Ask it to, or sign in with your password.',
  email_not_verified: 'The company has not confirmed that your email is yours. Ask it to, then try again.',
  email_not_found:
    'It gave no email address, and without one nobody can be told apart here. Ask an administrator to have it give one.',
  access_denied: 'It was cancelled, or you may not use this application.',
  state_mismatch: 'It took too long, or was begun in another browser. Try again.',
  state_not_found: 'It took too long, or was begun in another browser. Try again.',
  temporarily_unavailable: 'It cannot answer now. Try again in a minute.',
  invalid_code: unsure,
  issuer_mismatch: unsure,
  unable_to_get_user_info: unsure,
};

/** Why the company's sign-in sent somebody back and what to do, from the code in the address. */
export function companyRefusal(code: string): string {
  const word = code.toLowerCase().replace(/\W+/g, '_').slice(0, 60);
  return known[word] ?? `Its answer was “${word}”. Try again, or tell an administrator.`;
}
