import './jobs.ts';

export { isSmsOn, queueSms, type Sms } from './queue-sms.ts';
