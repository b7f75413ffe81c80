import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalidRequest } from '../errors/gateway-error.js';
import { isObject } from '../elements/values.js';

/** Where the next page begins among the provider's rows. Short names, since it travels in a header. */
export interface Position {
  /** Provider token of the vendor page, for providers that hand out tokens. */
  readonly t?: string;
  /** Size that vendor page was asked with, so that it can be asked for again. */
  readonly s?: number;
  /** Rows already used: of that vendor page, or in all for providers that count pages. */
  readonly n: number;
  /** Id of the last row used. */
  readonly a?: string;
  /** How many rows the provider counted. */
  readonly c?: number;
  /** Which of the list's variants, where there are several. */
  readonly v?: number;
  /** At the very beginning of that variant, which `n` and `t` alone would not tell from its end. */
  readonly f?: true;
  /** When the first page was asked for, as epoch milliseconds, where windows of time follow from it. */
  readonly w?: number;
}

/** Makes cursors that only fit the caller's own next request. */
export class PageCursor {
  private readonly key: Buffer;

  constructor(pepper: Buffer) {
    this.key = createHmac('sha256', pepper).update('page cursor').digest();
  }

  /** `boundTo` names the instance, the resource and the query. */
  seal(position: Position, boundTo: string): string {
    const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
    return `${payload}.${this.sign(payload, boundTo).toString('base64url')}`;
  }

  /** Refuses with 400 a cursor that was changed, or that belongs to another instance, resource or query. */
  open(cursor: string, boundTo: string): Position {
    const [payload = '', signature = ''] = cursor.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(payload, boundTo);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    const position: unknown = genuine ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : undefined;
    if (!isPosition(position))
      throw invalidRequest(
        'nextPage',
        '"nextPage" is not a cursor of this query; "where", "orderBy" and "fields" must stay as they were.',
      );
    return position;
  }

  private sign(payload: string, boundTo: string): Buffer {
    return createHmac('sha256', this.key).update(`${payload}\n${boundTo}`).digest().subarray(0, 16);
  }
}

function isPosition(value: unknown): value is Position {
  return isObject(value) && typeof value['n'] === 'number';
}
