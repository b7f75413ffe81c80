/** The provider's error codes, under names of our own. They look like HTTP statuses and are none. */
export const codes = {
  unexpected: 1,
  httpMethod: 2,
  accessDenied: 3,
  notHttps: 4,
  tooManyRequests: 5,
  unknownResource: 100,
  unknownMethod: 101,
  accessToken: 200,
  application: 203,
  permission: 204,
  notFound: 300,
  duplicate: 301,
  invalidAction: 302,
  forbidden: 303,
  type: 500,
  value: 501,
  missing: 502,
} as const;

/** A request that the provider refuses, answered with HTTP 200 and `success` 0. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    /** Nearly always empty; a duplicate names the record in the way. */
    readonly data: object = {},
  ) {
    super(message);
  }
}

export const wrongType = (name: string, type: string): Refusal =>
  new Refusal(codes.type, `Parameter '${name}' must be of type ${type}`);

export const wrongValue = (name: string, why: string): Refusal =>
  new Refusal(codes.value, `Parameter '${name}' has an invalid value: ${why}`);

export const missing = (name: string): Refusal => new Refusal(codes.missing, `Parameter '${name}' is required`);

export const notFound = (what: string): Refusal => new Refusal(codes.notFound, `The ${what} was not found`);

export const missingPermission = (label: string): Refusal =>
  new Refusal(codes.permission, `Access to this endpoint requires the permission '${label}'`);
