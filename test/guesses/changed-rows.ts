/**
 * The rows of the contract that come out differently when the sandbox reads a provider in another way; what comes out
 * instead stands in `test/contract/readings.spec.ts`. Keys are `setting=value`. A reading that is not here must change
 * no row at all.
 */
const rows: Readonly<Record<string, readonly string[]>> = {
  'oauth=false': [
    'accepts each kind of good credential',
    'renews a credential that has expired once, and repeats the call once',
    'renews it once for many calls at the same time',
  ],
  'pagePastTheEnd=refuse': ['ends with a page that has no cursor, and shows nothing beyond it'],
  'contactGroupIDs=static-only': [
    'writes, reads, changes and clears listIds',
    "takes the provider's own field groupIDs",
  ],
  'deleteSuppressedCode=3': ['deletes a suppressed contact only when it is told to'],
  'legacyKeyRevoked=true': ['accepts each kind of good credential'],
};

/** `settings` is the JSON of the settings that this run changes; unset for the default reading. */
export function changedRows(settings: string | undefined): readonly string[] {
  if (!settings) return [];
  const changed = Object.entries(JSON.parse(settings) as Record<string, unknown>);
  return changed.flatMap(([name, value]) => rows[`${name}=${String(value)}`] ?? []);
}
