/** One line, whoever wrote the text: line breaks and the control characters that steer terminals become spaces. */
export function toTerminalText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
