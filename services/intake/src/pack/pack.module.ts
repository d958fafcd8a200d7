import { Module } from '@nestjs/common';
import { PublishPackController } from './publish-pack/publish-pack.controller';
import { PublishPack } from './publish-pack/publish-pack.handler';
import { PublishShippedPolicy } from './publish-pack/publish-shipped-policy';
import { YamlBodies } from './publish-pack/yaml-bodies';
import { ReadPacksController } from './read-packs/read-packs.controller';

/** Policy packs as they are published. */
@Module({
  controllers: [PublishPackController, ReadPacksController],
  providers: [PublishPack, PublishShippedPolicy, YamlBodies],
})
export class PackModule {}
