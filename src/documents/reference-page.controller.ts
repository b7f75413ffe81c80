import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Credentials } from '../authentication/credentials.decorator.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { GatewayError } from '../errors/gateway-error.js';
import { readReferenceFile } from './reference-files.js';
import {
  referenceHeaders,
  referenceScript,
  referenceStyle,
  toReferencePage,
  type ReferencePage,
} from './reference-page.js';

const ownFiles: ReadonlyMap<string, ReferencePage> = new Map([
  ['page.js', referenceScript],
  ['page.css', referenceStyle],
]);

/** The interactive reference. It holds no secret and shows nothing of an account, so anybody may load it. */
@Controller('docs')
@Credentials('none')
export class ReferencePageController {
  @Get()
  async page(@Res() reply: FastifyReply): Promise<void> {
    await send(reply, toReferencePage(elementCatalog.all()));
  }

  @Get(':file')
  async file(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const own = ownFiles.get(file);
    if (own) return send(reply, own);
    const found = await readReferenceFile(file);
    if (!found) throw new GatewayError('NOT_FOUND', `There is no file "${file.slice(0, 64)}" here.`);
    await reply
      .headers({ ...referenceHeaders, 'content-type': found.type, 'cache-control': 'public, max-age=3600' })
      .send(found.content);
  }
}

async function send(reply: FastifyReply, { type, text }: ReferencePage): Promise<void> {
  await reply.headers({ ...referenceHeaders, 'content-type': type, 'cache-control': 'no-cache' }).send(text);
}
