import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata, type Type } from '@nestjs/common';
import type { TopicName } from '@redress/contracts';
import type { OwnDocuments } from '@redress/lifecycle';
import { readBackConsumer } from './read-back.consumer';
import { OWN_DOCUMENTS, RepairDocuments } from './repair-documents.work';

/** A compacted topic that the service writes, with what looks its documents up in the tables of the service. */
export interface ReadBack {
  readonly topic: TopicName;
  readonly provider: Type<OwnDocuments> | (FactoryProvider<OwnDocuments> & { readonly provide: Type<OwnDocuments> });
}

/** Reads back what the service writes to compacted topics, and repairs it there. Once in a service, with all such topics. */
@Module({})
export class ReadBackModule {
  static forRoot({
    documents,
    imports = [],
  }: {
    readonly documents: readonly ReadBack[];
    /** Modules that the providers of `documents` need. */
    readonly imports?: ModuleMetadata['imports'];
  }): DynamicModule {
    const tokens = documents.map(({ provider }) => ('provide' in provider ? provider.provide : provider));
    return {
      module: ReadBackModule,
      global: true,
      imports,
      controllers: documents.map(({ topic }, index) => readBackConsumer(topic, tokens[index] as Type<OwnDocuments>)),
      providers: [
        ...documents.map(({ provider }) => provider),
        { provide: OWN_DOCUMENTS, inject: tokens, useFactory: (...found: OwnDocuments[]) => found },
        RepairDocuments,
      ],
      exports: [RepairDocuments],
    };
  }
}
