import { Module } from '@nestjs/common';
import { InvestigationCaseModule } from '../investigation-case/investigation-case.module';
import { EndUnansweredQuestions } from './end-unanswered-questions';
import { WhatInvestigationKnows } from './what-investigation-knows';

/** What investigation looks at and changes when it answers a request as the holder. */
@Module({ imports: [InvestigationCaseModule], providers: [WhatInvestigationKnows, EndUnansweredQuestions] })
export class HolderRequestModule {}
