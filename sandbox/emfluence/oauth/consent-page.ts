import type { Identity } from '../accounts/account.js';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function toPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><body>${body}</body></html>`;
}

/** The form posts to the same URL, so that the query stays what the application sent. */
export function toConsentPage(identity: Identity): string {
  const choices = identity.users
    .filter(({ userID }) => userID !== identity.apiUserID)
    .map(({ userID, username }) => `<option value="${userID}">${escapeHtml(username)}</option>`)
    .join('');
  return toPage(
    'Allow access?',
    `<h1>emfluence sandbox</h1><p>An application asks to work with account ${escapeHtml(identity.id)} as you.</p>` +
      `<form method="post"><label>Log in as <select name="userID">${choices}</select></label> ` +
      '<button name="decision" value="grant">Allow</button> <button name="decision" value="deny">Deny</button></form>',
  );
}

export function toProblemPage(problem: string): string {
  return toPage('Authorization failed', `<h1>Authorization failed</h1><p>${escapeHtml(problem)}</p>`);
}
