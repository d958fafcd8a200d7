import './attachment-problems';

export { keepAttachment } from './keep-attachment';
