/** A control call that cannot be understood; the message begins with the field at fault. */
export class BadInput extends Error {
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.name = 'BadInput';
  }
}
