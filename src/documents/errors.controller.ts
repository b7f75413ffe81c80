import { Controller, Get, Param } from '@nestjs/common';
import { Credentials } from '../authentication/credentials.decorator.js';
import { Environment } from '../config/environment.js';
import { findErrorAnswer, toErrorAnswers, type ErrorAnswer } from './error-answers.js';

/** The closed list of everything that can go wrong, for anybody who asks. */
@Controller('errors')
@Credentials('none')
export class ErrorsController {
  constructor(private readonly environment: Environment) {}

  @Get()
  errors(): readonly ErrorAnswer[] {
    return toErrorAnswers(this.environment.statuses);
  }

  @Get(':reason')
  error(@Param('reason') reason: string): ErrorAnswer {
    return findErrorAnswer(reason, this.environment.statuses);
  }
}
