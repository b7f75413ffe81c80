import type { OperationState, Step } from '../element-definition.js';
import { textAt } from '../values.js';

/** Asks who the credential belongs to, where `needed` says that the body names nobody (BEHAVIOR.md 18). */
export function connectedUserStep(needed: (state: OperationState) => boolean): Step {
  return {
    name: 'connectedUser',
    operation: { method: 'GET', path: '/oauth/connect/userinfo', effect: 'read' },
    from: (state) => (needed(state) ? [{}] : []),
  };
}

export function readConnectedUser({ replies }: OperationState): string | undefined {
  return textAt(replies['connectedUser']?.[0]?.body, 'sub');
}
