import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Credentials } from '../authentication/credentials.decorator.js';
import { Environment } from '../config/environment.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { toElementMetadata } from '../elements/to-element-answer.js';
import { readCataloguePage } from '../hubs/read-catalogue-page.js';
import { toBuiltInTransformations, toExpandedMetadata } from './element-metadata.js';
import { readDocumentQuery, readFlag } from './read-document-query.js';
import { toDocument, type ApiDocument } from './to-document.js';

type Answer = Readonly<Record<string, unknown>>;

/** What can be read of an element before anybody has an account, for anybody who asks. */
@Controller('elements')
@Credentials('none')
export class ElementDocumentsController {
  constructor(private readonly environment: Environment) {}

  @Get('metadata')
  metadataOfAll(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): readonly Answer[] {
    const { items, headers } = readCataloguePage(elementCatalog.all(), query);
    reply.headers(headers);
    return items.map(readFlag(query, 'expand') ? toExpandedMetadata : toElementMetadata);
  }

  @Get(':keyOrId/metadata')
  metadata(@Param('keyOrId') keyOrId: string, @Query() query: unknown): Answer {
    const element = elementCatalog.get(keyOrId);
    return readFlag(query, 'expand') ? toExpandedMetadata(element) : toElementMetadata(element);
  }

  @Get(':keyOrId/transformations')
  transformations(@Param('keyOrId') keyOrId: string): readonly Answer[] {
    return toBuiltInTransformations(elementCatalog.get(keyOrId));
  }

  @Get(':keyOrId/docs')
  document(@Param('keyOrId') keyOrId: string, @Query() query: unknown): ApiDocument {
    const { statuses } = this.environment;
    return toDocument({ element: elementCatalog.get(keyOrId), query: readDocumentQuery(query), statuses });
  }
}
