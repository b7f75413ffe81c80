import type { SandboxReply } from '../provider.js';
import type { Refusal } from './refusal.js';

export type ApiVersion = 'v1' | 'v2';

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  500: 'INTERNAL_SERVER_ERROR',
};

export function jsonReply(version: ApiVersion, status: number, body: object): SandboxReply {
  const type = version === 'v1' ? 'application/json;charset=UTF-8' : 'application/json';
  return { status, headers: { 'content-type': type }, body };
}

export function emptyReply(): SandboxReply {
  return { status: 204 };
}

export function htmlReply(status: number, title: string, content: string): SandboxReply {
  const page = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
${content}
</body>
</html>
`;
  return { status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body: page };
}

/** What a path that does not exist answers to a caller whose credential is good. */
export function pageNotFound(): SandboxReply {
  const content =
    '<div class="error-page">\n<h1>Page Not Found</h1>\n<p>The page that you asked for is not here.</p>\n</div>';
  return htmlReply(404, 'Keap - Page Not Found', content);
}

/** The front end refuses a GET that carries a body before the API ever sees it. */
export function malformedRequest(): SandboxReply {
  const content = '<h1>Error: Bad Request</h1>\n<h2>Your client has issued a malformed or illegal request.</h2>';
  return htmlReply(400, '400 Bad Request', content);
}

export function faultReply(status: number, faultstring: string, errorcode: string): SandboxReply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: { fault: { faultstring, detail: { errorcode } } },
  };
}

/** `style` is the switch `v2ErrorStyle`; v1 always says just `message`. */
export function refusalReply(version: ApiVersion, style: string, refusal: Refusal): SandboxReply {
  if (version === 'v1' || style === 'message') return jsonReply(version, refusal.status, { message: refusal.message });
  return jsonReply('v2', refusal.status, {
    code: refusal.status,
    message: refusal.message,
    status: STATUS_NAMES[refusal.status] ?? 'UNKNOWN',
    details: refusal.details,
  });
}
