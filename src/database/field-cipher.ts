import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from '../config/keys.js';

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;
const sealedText = /^k1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;

/**
 * Encrypts single database fields: `k1.<key>.<base64url of iv, ciphertext and tag>`. A value is bound to its place
 * (row, column, organization, version), so that one copied elsewhere does not open there.
 */
export class FieldCipher {
  constructor(private readonly ring: KeyRing) {}

  seal(plaintext: string, boundTo: string): string {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv(algorithm, this.key(this.ring.active), iv, { authTagLength: tagLength });
    cipher.setAAD(Buffer.from(boundTo, 'utf8'));
    const sealed = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `k1.${this.ring.active}.${sealed.toString('base64url')}`;
  }

  /** Throws when the text was changed, was sealed for another place, or its key is gone; the error shows no content. */
  open(sealed: string, boundTo: string): string {
    const [, keyId, body] = sealedText.exec(sealed) ?? [];
    const bytes = Buffer.from(body ?? '', 'base64url');
    // Unused trailing bits would let two different texts mean the same bytes.
    const isCanonical = bytes.toString('base64url') === body;
    if (keyId === undefined || !isCanonical || bytes.length < ivLength + tagLength) {
      throw new Error('A stored secret is not in the sealed format.');
    }
    const key = this.key(keyId);
    try {
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength), { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(boundTo, 'utf8'));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const opened = [decipher.update(bytes.subarray(ivLength, -tagLength)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    } catch {
      throw new Error(`A stored secret does not open with key "${keyId}" at this place.`);
    }
  }

  private key(id: string): Buffer {
    const key = this.ring.keys.get(id);
    if (!key) throw new Error(`HUB_KEYS has no key "${id}", but a stored secret needs it.`);
    return key;
  }
}
