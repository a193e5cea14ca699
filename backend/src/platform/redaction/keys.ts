/** A key under which no value may be shown, whatever it looks like: compared without case, dashes and underscores. */
const secretKey =
  /(?:authorization|cookies?|(?:token|secret|password|passwd|passphrase|credential|backupcode|recoverycode)s?|pwd|jwt|otp|apikey|accesskey|accountkey|secretkey|privatekey|signingkey|encryptionkey|sealingkey|masterkey|routingkey|integrationkey|sessionid|webhookurl|connectionstring|databaseurl|mnemonic|seedphrase)$/;

/** Keys that end like a secret but count something: `maxTokens`, `inputTokens`. */
const countKey = /(?:max|min|input|output|total|prompt|completion|used|remaining|cached)tokens$/;

export function isSecretKey(key: string): boolean {
  const plain = key.replace(/[^a-z0-9]/gi, '').toLowerCase();
  return secretKey.test(plain) && !countKey.test(plain);
}
