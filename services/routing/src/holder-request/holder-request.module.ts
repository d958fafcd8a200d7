import { Module } from '@nestjs/common';
import { WhatRoutingKnows } from './what-routing-knows';

/** What routing looks at and changes when it answers a request as the holder. */
@Module({ providers: [WhatRoutingKnows] })
export class HolderRequestModule {}
