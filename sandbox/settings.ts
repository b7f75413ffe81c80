export type SettingValue = string | boolean | number;

/** The switches of `PUT /control/settings`: a few fixed ones, and each provider's guesses. */
export class Settings {
  private readonly defaults = new Map<string, { value: SettingValue; allowed?: readonly SettingValue[] }>();
  private readonly values = new Map<string, SettingValue>();

  /** Declares a switch; without `allowed` any value of the default's type is taken. */
  declare(name: string, value: SettingValue, allowed?: readonly SettingValue[]): void {
    this.defaults.set(name, allowed ? { value, allowed } : { value });
  }

  get<T extends SettingValue>(name: string): T {
    const declared = this.defaults.get(name);
    if (!declared) throw new Error(`The sandbox has no setting "${name}".`);
    return (this.values.get(name) ?? declared.value) as T;
  }

  /** Throws an Error that names the setting when it is unknown or the value is not allowed. */
  set(name: string, value: SettingValue): void {
    const declared = this.defaults.get(name);
    if (!declared) throw new Error(`The sandbox has no setting "${name}".`);
    const fits = declared.allowed ? declared.allowed.includes(value) : typeof value === typeof declared.value;
    if (!fits) throw new Error(`Setting "${name}" cannot be ${JSON.stringify(value)}.`);
    this.values.set(name, value);
  }

  all(): Record<string, SettingValue> {
    return Object.fromEntries([...this.defaults].map(([name, { value }]) => [name, this.values.get(name) ?? value]));
  }

  reset(): void {
    this.values.clear();
  }
}
