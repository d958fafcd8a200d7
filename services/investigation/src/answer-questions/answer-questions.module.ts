import { Module } from '@nestjs/common';
import { InvestigationCaseModule } from '../investigation-case/investigation-case.module';
import { AnswerQuestionsController } from './answer-questions.controller';
import { AnswerQuestionsHandler } from './answer-questions.handler';

/** The page on which complainants answer what the investigator asks. */
@Module({
  imports: [InvestigationCaseModule],
  controllers: [AnswerQuestionsController],
  providers: [AnswerQuestionsHandler],
})
export class AnswerQuestionsModule {}
