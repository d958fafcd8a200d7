import { Global, Injectable, Module } from '@nestjs/common';
import { RemedyUnits, type Queryable } from '@redress/access';

/** Units that own a remedy of a complaint, whatever becomes of the revision that names them. */
@Injectable()
export class SqlRemedyUnits extends RemedyUnits {
  override async of(from: Queryable, complaintId: string): Promise<readonly string[]> {
    const { rows } = await from.query<{ unit: string }>(
      `select distinct l.owner_unit_id as unit from resolution_plan p join remedy_line l using (plan_id, revision)
       where p.complaint_id = $1`,
      [complaintId],
      'remedy-units',
    );
    return rows.map(({ unit }) => unit);
  }
}

/** Lets those who carry out a remedy reach the complaint that it belongs to. */
@Global()
@Module({ providers: [{ provide: RemedyUnits, useClass: SqlRemedyUnits }], exports: [RemedyUnits] })
export class RemedyUnitsModule {}
