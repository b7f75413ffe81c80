export type Fields = Readonly<Record<string, unknown>>;

export function list(record: Fields, name: string): readonly Fields[] {
  return (record[name] as readonly Fields[] | undefined) ?? [];
}

export function text(record: Fields, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Without what has no value: absent, null, an empty text, and an object or array that has nothing else. `listIds` stays. */
export function compact(record: Fields): Fields {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, unknown][] => {
      const inner =
        typeof value === 'object' && value !== null && !Array.isArray(value) ? compact(value as Fields) : value;
      const isEmpty =
        inner === undefined ||
        inner === null ||
        inner === '' ||
        (typeof inner === 'object' && Object.keys(inner).length === 0);
      return isEmpty && name !== 'listIds' ? [] : [[name, inner]];
    }),
  );
}
