import { defineEvent } from '../event/event';
import { lessonId, unitId } from '../event/shared-fields';

export const lessonLearned = defineEvent({
  emitter: 'resolution',
  fact: 'lesson-learned',
  kind: 'fact',
  title: { zh: '经验教训已总结', en: 'Lesson learned' },
  fields: { lessonId, unitId },
  description: 'The unit wrote down what it learned from a dispute (T33); the words are sealed.',
  example: { lessonId: '019a9d6e-7a00-7000-8000-0000000000d3', unitId: 'QA' },
});
