import './jobs.ts';

export { isMailOn, setMailServer } from './mail-server.ts';
export { type Mail, queueMail } from './queue-mail.ts';
