import { replaceRecordCodec } from './kafkajs-records';
import { restWithoutPendingRequests } from './kafkajs-request-queue';

replaceRecordCodec();
restWithoutPendingRequests();
