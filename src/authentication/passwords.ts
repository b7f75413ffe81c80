import { hash, verify } from '@node-rs/argon2';

/** About 20 ms and 19 MiB a try: the published minimum for argon2id with one pass more. */
const cost = { memoryCost: 19_456, timeCost: 3, parallelism: 1 } as const;

/** An argon2id hash that carries its own salt and parameters. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}
