import { replaceRecordCodec } from './kafkajs-records';

replaceRecordCodec();
