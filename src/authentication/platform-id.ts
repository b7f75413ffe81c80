const largestInteger = 2_147_483_647;

/** The id of a row of ours; `undefined` for a text that no row can have, so that it ends as "not found". */
export function parsePlatformId(text: string): number | undefined {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= largestInteger ? id : undefined;
}
