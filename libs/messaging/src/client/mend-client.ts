import { replaceFetchDecoder } from './kafkajs-fetch';
import { replaceRecordEncoder } from './kafkajs-records';
import { restWithoutPendingRequests } from './kafkajs-request-queue';

replaceRecordEncoder();
replaceFetchDecoder();
restWithoutPendingRequests();
