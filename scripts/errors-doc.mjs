import { mkdirSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { build } from './build.mjs';
import { root } from './launch.mjs';

// Writes docs/errors.md from the catalog in src/errors; a test holds the two together.
await build();
const { errorCatalog } = await import('../dist/src/errors/error-catalog.js');
const { elementCatalog } = await import('../dist/src/elements/element-catalog.js');
const { providerCodesOf } = await import('../dist/src/documents/provider-codes.js');

const rows = Object.entries(errorCatalog).map(
  ([reason, { status, fault, retryable, meaning, remedy }]) =>
    `| \`${reason}\` | ${status} | ${fault} | ${retryable ? 'yes' : 'no'} | ${meaning} | ${remedy} |`,
);

const codes = elementCatalog
  .all()
  .flatMap((element) =>
    providerCodesOf(element).map(({ says, reason }) => `| ${element.key} | ${says} | \`${reason}\` |`),
  );

const text = `# Errors

Every answer that is not a success has this body, and \`elements-request-id\` in its headers:

\`\`\`json
{
  "requestId": "5f0c…",
  "message": "A contact with this e-mail exists already.",
  "reason": "CONFLICT",
  "providerMessage": "the provider's own words, where there are any",
  "providerRequestId": "the provider's own id of the call, where it gives one",
  "existingId": "of what stands in the way",
  "existingIds": ["where there are several"],
  "path": "email"
}
\`\`\`

\`requestId\`, \`message\` and \`reason\` are always there. Branch on \`reason\`: the list below is closed, its names are permanent, and a reason always has the same status. \`message\` is for people and may change. \`path\` names the place in the request: a field, a query parameter or a header.

"Whose move" tells who can change the outcome: the \`caller\` by another request, the \`account\` by somebody at the provider, the \`provider\`, or whoever runs the \`gateway\`. "Again" says whether the same request can succeed later without any change; answers with 429, and some with 503, say in \`Retry-After\` when.

With \`HUB_STATUSES=classic\` statuses that old clients do not know are folded: 413 becomes 400, and 429, 502, 503 and 504 become 500. Reasons stay as they are.

| Reason | Status | Whose move | Again | What it means | What to do |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## What providers say

Per provider in the order in which an answer is judged: the first line that fits counts. A provider's own words arrive in \`providerMessage\`. \`GET /errors\` and \`GET /errors/{reason}\` answer the same.

| Provider | What it says | Reason |
| --- | --- | --- |
${codes.join('\n')}
`;

mkdirSync(`${root}docs`, { recursive: true });
writeFileSync(`${root}docs/errors.md`, await format(text, { parser: 'markdown', singleQuote: true, printWidth: 120 }));
