import { Body, Controller, Get, Post } from '@nestjs/common';
import { faultAt } from '@redress/commands';
import { instantSchema } from '@redress/contracts';
import { BusinessClock, DrivenClock } from '@redress/time';
import { z } from 'zod';
import { Endpoint } from '../contract/endpoint';
import { Problem } from '../problems/problem';

const clockSchema = z.object({ now: instantSchema.describe('Business time') });
type Clock = z.infer<typeof clockSchema>;

const CLOCK_SCOPE = { scopes: ['clock:drive'] } as const;

/** Every mark on the way is made and every deadline counted: a step over millennia would be one that never ends. */
const LONGEST_STEP_DAYS = 366;
const DAY_MS = 86_400_000;

/** Steps the business clock of a simulation; only there when the clock is driven. */
@Controller('internal/clock')
export class InternalClockController {
  private readonly clock: DrivenClock;

  constructor(clock: BusinessClock) {
    if (!(clock instanceof DrivenClock))
      throw new Error('POST /internal/clock needs a DrivenClock as the business clock');
    this.clock = clock;
  }

  @Get()
  @Endpoint({ summary: 'Tell the business time', tag: 'operations', access: CLOCK_SCOPE, response: clockSchema })
  tellTime(): Clock {
    return { now: this.clock.now().toISOString() };
  }

  @Post()
  @Endpoint({
    summary: 'Step the business time forward',
    description: `At most ${LONGEST_STEP_DAYS} days at a time.`,
    tag: 'operations',
    access: CLOCK_SCOPE,
    body: clockSchema,
    response: clockSchema,
    status: 200,
    problems: { 409: 'The clock shows a later time already' },
  })
  advance(@Body() { now }: Clock): Clock {
    const target = new Date(now);
    if (target < this.clock.now()) {
      throw new Problem(409, 'clock-goes-back', 'The clock never goes back', { now: this.clock.now().toISOString() });
    }
    if (target.getTime() - this.clock.now().getTime() > LONGEST_STEP_DAYS * DAY_MS) {
      throw Problem.fields(faultAt('/now', 'too-far-ahead', { days: LONGEST_STEP_DAYS }));
    }
    this.clock.advanceTo(target);
    return this.tellTime();
  }
}
