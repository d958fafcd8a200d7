import { Module } from '@nestjs/common';
import { WhatResolutionKnows } from './what-resolution-knows';

/** What resolution looks at and changes when it answers a request as the holder. */
@Module({ providers: [WhatResolutionKnows] })
export class HolderRequestModule {}
