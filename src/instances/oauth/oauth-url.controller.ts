import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Credentials } from '../../authentication/credentials.decorator.js';
import { Environment } from '../../config/environment.js';
import { elementCatalog } from '../../elements/element-catalog.js';
import type { ElementDefinition } from '../../elements/element-definition.js';
import { isObject } from '../../elements/values.js';
import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import { checkVendorUrl } from '../../vendor-http/host-list.js';
import { checkText } from '../read-body.js';
import { toOAuthUrl, type OAuthUrlRequest } from './oauth-url.js';

interface OAuthUrlAnswer {
  readonly element: string;
  readonly oauthUrl: string;
}

const longest = 2_048;

/** Where a person consents. The callback is the caller's own; the gateway is not part of that conversation. */
@Controller('elements/:keyOrId/oauth/url')
@Credentials('none')
export class OAuthUrlController {
  constructor(private readonly environment: Environment) {}

  @Get()
  fromQuery(@Param('keyOrId') keyOrId: string, @Query() query: unknown): OAuthUrlAnswer {
    return this.answer(elementCatalog.get(keyOrId), query);
  }

  /** Keeps the client's secret, which old clients send along, out of logs of URLs. */
  @Post()
  @HttpCode(200)
  fromBody(@Param('keyOrId') keyOrId: string, @Body() body: unknown): OAuthUrlAnswer {
    return this.answer(elementCatalog.get(keyOrId), body);
  }

  private answer(element: ElementDefinition, given: unknown): OAuthUrlAnswer {
    const request = readOAuthUrlRequest(given);
    if (request.baseUrl !== undefined) checkVendorUrl(request.baseUrl, element, this.environment, 'baseUrl');
    return { element: element.key, oauthUrl: toOAuthUrl(element, request) };
  }
}

/** Other members that clients send, such as `apiSecret` and `siteAddress`, have no part in the URL. */
function readOAuthUrlRequest(given: unknown): OAuthUrlRequest {
  if (!isObject(given)) throw new GatewayError('INVALID_REQUEST', 'The body must be a JSON object.');
  const names = ['apiKey', 'callbackUrl', 'scope', 'state', 'baseUrl'] as const;
  const members = names.flatMap((name) => {
    const value = given[name];
    if (value === undefined || value === null || value === '') return [];
    if (typeof value !== 'string' || value.length > longest)
      throw invalidRequest(name, `"${name}" must be text of at most ${longest} characters.`);
    checkText(name, value);
    return [[name, value] as const];
  });
  return Object.fromEntries(members);
}
