/** The secret of an `otpauth:` address, for typing. */
export const secretIn = (uri: string): string => URL.parse(uri)?.searchParams.get('secret') ?? '';
