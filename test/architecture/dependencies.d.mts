/** What one stage may import. */
export interface Dependencies {
  /** Other stages, by folder. */
  readonly folders: readonly string[];
  /** Packages that the stage must do without, by the beginning of their name. */
  readonly notPackages: readonly string[];
  /** Files with a rule of their own, told beside them. */
  readonly exceptions?: readonly string[];
}

export const mayImport: Readonly<Record<string, Dependencies>>;
export const folders: readonly string[];
