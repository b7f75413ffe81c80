import sanitizeHtml from 'sanitize-html';
import { invalidRequest } from '../errors/gateway-error.js';

const mostPasses = 5;
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/**
 * The text of a piece of HTML: no tag is left that a browser would see, and characters such as `&` stay as they were
 * typed. Markup hidden behind entities is taken apart as well.
 */
export function toPlainText(html: string): string {
  let text = html;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const escaped = sanitizeHtml(text, { allowedTags: [], allowedAttributes: {} });
    const plain = escaped.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity).trim();
    if (plain === text) return plain;
    text = plain;
  }
  return sanitizeHtml(text, { allowedTags: [], allowedAttributes: {} }).trim();
}

/** A sanitized name; INVALID_REQUEST when nothing is left of it. */
export function readName(name: string): string {
  const text = toPlainText(name);
  if (text === '') throw invalidRequest('name', '"name" must be text.');
  return text;
}

/** Sanitized tags without empty ones and repetitions. */
export function readTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(toPlainText).filter((tag) => tag !== ''))];
}
