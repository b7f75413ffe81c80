import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Credentials } from '../authentication/credentials.decorator.js';
import { elementCatalog } from '../elements/element-catalog.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { toElementAnswer, toElementSummary } from '../elements/to-element-answer.js';
import { findHub, hubs, toHubAnswer } from './hub-catalog.js';
import { readCataloguePage } from './read-catalogue-page.js';

type Answer = Record<string, unknown>;

/** What can be connected, for anybody who asks. */
@Controller()
@Credentials('none')
export class CatalogueController {
  @Get('elements')
  elements(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): readonly Answer[] {
    return page(elementCatalog.all(), query, reply).map(toElementSummary);
  }

  @Get('elements/keys')
  elementKeys(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): readonly string[] {
    return page(elementCatalog.all(), query, reply).map(({ key }) => key);
  }

  @Get('elements/:keyOrId')
  element(@Param('keyOrId') keyOrId: string): Answer {
    return toElementAnswer(elementCatalog.get(keyOrId));
  }

  @Get('hubs')
  hubs(@Query('hydrate') hydrate: unknown): readonly Answer[] {
    return hubs.map((hub) => toHubAnswer(hub, hydrate === 'true'));
  }

  @Get('hubs/keys')
  hubKeys(): readonly string[] {
    return hubs.map(({ key }) => key);
  }

  @Get('hubs/:key')
  hub(@Param('key') key: string): Answer {
    return toHubAnswer(findHub(key), true);
  }

  @Get('hubs/:key/elements')
  hubElements(
    @Param('key') key: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): readonly Answer[] {
    const hub = findHub(key);
    return page(
      elementCatalog.all().filter((element) => element.hub === hub.key),
      query,
      reply,
    ).map(toElementSummary);
  }
}

function page(
  elements: readonly ElementDefinition[],
  query: unknown,
  reply: FastifyReply,
): readonly ElementDefinition[] {
  const { items, headers } = readCataloguePage(elements, query);
  reply.headers(headers);
  return items;
}
