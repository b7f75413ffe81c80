import { createEmfluence } from './emfluence/emfluence.js';
import { createKeap } from './keap/keap.js';
import { serveSandbox } from './serve-sandbox.js';
import type { RunningSandbox, ServerOptions } from './serve-sandbox.js';

/** Starts the sandbox with both providers. */
export function startSandbox(options: Omit<ServerOptions, 'factories'>): Promise<RunningSandbox> {
  return serveSandbox({ ...options, factories: { keap: createKeap, emfluence: createEmfluence } });
}
