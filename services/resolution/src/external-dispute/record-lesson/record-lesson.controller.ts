import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { lessonPathSchema, lessonRecordedSchema, recordLessonSchema } from './record-lesson.dto';
import { RecordLessonHandler } from './record-lesson.handler';

@Controller()
export class RecordLessonController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RecordLessonHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/lessons/:lessonId/learning')
  @Endpoint({
    summary: 'Write down what was learned from a dispute',
    description: 'By people of the unit that the lesson is for, wherever the complaint stands meanwhile.',
    tag: 'Dispute',
    access: ACCESS.resolution.recordLesson,
    params: lessonPathSchema,
    body: recordLessonSchema,
    response: lessonRecordedSchema,
    idempotent: 'store',
    problems: { 404: 'There is no such lesson', 409: 'It was learned already' },
  })
  recordLesson(
    @Command() command: CommandContext,
    @Param('lessonId') lessonId: string,
    @Body() body: z.infer<typeof recordLessonSchema>,
  ) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body, lessonId }));
  }
}
