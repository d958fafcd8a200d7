import { Injectable } from '@nestjs/common';
import { PackRegistry } from '@redress/policy';
import { Directory } from '@redress/security';
import { BusinessClock } from '@redress/time';
import type { Surroundings } from '../domain/judge-submission';

/** Gives the rules of registration what they are judged by: time, packs and units. */
@Injectable()
export class JudgeSurroundings {
  constructor(
    private readonly clock: BusinessClock,
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
  ) {}

  /** Whether packs and directory have been read; before that every submission would look faulty. */
  areKnown(): boolean {
    return this.directory.isReady() && this.packs.all().length > 0;
  }

  /** The surroundings of a submission by a member of the directory, or by a person outside it. */
  of(submitter: Pick<Surroundings, 'submitterUnit' | 'organisationId' | 'channels'> = {}): Surroundings {
    return {
      now: this.clock.now(),
      packs: this.packs,
      organisationOf: (unit) => this.directory.unit(unit)?.organisationId,
      ...submitter,
    };
  }

  /** Unit of a publisher that is in the directory under its source. */
  unitOf(source: string): string | undefined {
    const entry = this.directory.person(source);
    return entry?.active ? entry.unitId : undefined;
  }
}
