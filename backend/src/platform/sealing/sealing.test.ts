import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BrokenSealError, SealingError, SealingKeyError, WrongKeyError } from './errors.ts';
import { newKeyText } from './key.ts';
import { openSealing } from './sealing.ts';

const file = '/nonexistent/sealing-key';
const keyText = newKeyText();
const sealing = openSealing({ keyText, file });
const place = { workspace: 'default', name: 'GITHUB_TOKEN' };
const text = fc.string({ unit: 'grapheme' });

it('gives back exactly what was sealed', () => {
  fc.assert(
    fc.property(text, text, text, (plain, workspace, name) => {
      expect(sealing.unseal(sealing.seal(plain, { workspace, name }), { workspace, name })).toBe(plain);
    }),
  );
});

it('opens nothing of which a single bit was flipped', () => {
  const sealed = sealing.seal('ghp_secret', place);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = Buffer.from(sealed);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));

    expect(() => sealing.unseal(flipped, place), `bit ${bit}`).toThrow(SealingError);
  }
});

it('opens nothing that was cut short or made longer', () => {
  const sealed = sealing.seal('ghp_secret', place);
  for (let length = 0; length < sealed.length; length++)
    expect(() => sealing.unseal(sealed.subarray(0, length), place)).toThrow(BrokenSealError);
  expect(() => sealing.unseal(Buffer.concat([sealed, Buffer.of(0)]), place)).toThrow(BrokenSealError);
});

it('opens a value only at the place that it was sealed for', () => {
  fc.assert(
    fc.property(
      fc.tuple(text, text),
      fc.tuple(text, text),
      ([workspace, name], [otherWorkspace, otherName]) => {
        fc.pre(workspace !== otherWorkspace || name !== otherName);
        const sealed = sealing.seal('ghp_secret', { workspace, name });

        expect(() => sealing.unseal(sealed, { workspace: otherWorkspace, name: otherName })).toThrow(
          BrokenSealError,
        );
      },
    ),
  );
});

it('opens nothing under a place whose bits were flipped', () => {
  const sealed = sealing.seal('ghp_secret', place);
  fc.assert(
    fc.property(fc.nat(place.name.length - 1), fc.nat(6), (index, bit) => {
      const code = place.name.charCodeAt(index) ^ (1 << bit);
      const name = place.name.slice(0, index) + String.fromCharCode(code) + place.name.slice(index + 1);

      expect(() => sealing.unseal(sealed, { ...place, name })).toThrow(BrokenSealError);
    }),
  );
});

it('never seals the same way twice, and shows nothing of the value or the key', () => {
  const all = Array.from({ length: 100 }, () => sealing.seal('ghp_secret', place));

  expect(new Set(all.map((sealed) => sealed.toString('hex', 5, 17))).size).toBe(100);
  expect(all.every((sealed) => !sealed.includes('ghp_secret'))).toBe(true);
  expect(all.every((sealed) => !sealed.includes(Buffer.from(keyText, 'base64')))).toBe(true);
});

it('says which key is missing instead of calling the value broken', () => {
  const other = openSealing({ keyText: newKeyText(), file });
  const sealed = other.seal('ghp_secret', place);

  expect(() => sealing.unseal(sealed, place)).toThrow(WrongKeyError);
  expect(() => sealing.unseal(sealed, place)).toThrow(
    `GITHUB_TOKEN was sealed under the key ${other.keyId}, which is not here. Nothing is lost`,
  );
});

it('opens with an old key and seals with the new one', () => {
  const newer = openSealing({ keyText: newKeyText(), oldKeyTexts: [keyText], file });

  expect(newer.unseal(sealing.seal('ghp_secret', place), place)).toBe('ghp_secret');
  expect(newer.keyIds).toEqual([newer.keyId, sealing.keyId]);
  expect(() => sealing.unseal(newer.seal('ghp_secret', place), place)).toThrow(WrongKeyError);
});

it.each([
  ['too-short', 'c2hvcnQ='],
  ['too long', Buffer.alloc(33).toString('base64')],
  ['a password', 'correct horse battery staple'],
  ['hex', 'ab'.repeat(32)],
  ['without padding', keyText.slice(0, -1)],
  ['with stray bits', `${'A'.repeat(42)}B=`],
])('refuses a key that is %s and does not repeat it', (_what, bad) => {
  for (const keys of [{ keyText: bad }, { keyText, oldKeyTexts: [bad] }]) {
    const opening = () => openSealing({ ...keys, file });

    expect(opening).toThrow(SealingKeyError);
    expect(opening).toThrow(
      /SEALING_KEY.* is not 32 bytes of base64. Make one with: openssl rand -base64 32/,
    );
    expect(opening).not.toThrow(bad);
  }
});
