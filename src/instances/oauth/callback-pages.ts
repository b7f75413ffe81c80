export type CallbackPage = 'connected' | 'denied' | 'refused' | 'failed' | 'unknown';

interface Page {
  readonly status: number;
  readonly html: string;
}

/** What a person reads who comes back from a consent. */
export const callbackPages: Readonly<Record<CallbackPage, Page>> = {
  connected: toPage(200, 'Connected', 'The account is connected. You can close this window.'),
  denied: toPage(400, 'Not connected', 'The consent was not given. Begin again if that was a mistake.'),
  refused: toPage(
    400,
    'Not connected',
    'The provider refused the connection, or another account was chosen than the one meant. Begin again.',
  ),
  failed: toPage(502, 'Not connected', 'The provider could not be reached. Begin again in a while.'),
  unknown: toPage(
    400,
    'Not connected',
    'This address has been used already, is older than ten minutes, or was not made here. Begin again.',
  ),
};

function toPage(status: number, title: string, text: string): Page {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 32rem; padding: 0 1rem }</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
  return { status, html };
}
