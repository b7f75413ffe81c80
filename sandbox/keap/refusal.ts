export interface RefusalDetail {
  readonly domain: string;
  readonly resource: string;
}

/** Thrown wherever a call must end with an error; the API turns it into the body of the version that was called. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: readonly RefusalDetail[] = [],
  ) {
    super(message);
  }
}

/** Keap's one answer to any JSON it cannot read into the request: wrong type, unknown enum value, unknown code. */
export function unreadable(): Refusal {
  return new Refusal(400, 'Input could not be converted to a valid request');
}

export function unrecognized(property: string): Refusal {
  return new Refusal(400, `Unrecognized property: ${property}`);
}

export function notFound(what: string): Refusal {
  return new Refusal(404, `Unable to find this ${what}`);
}
