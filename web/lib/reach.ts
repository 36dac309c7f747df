import { isMailOn } from '#platform/mail';
import { isSmsOn } from '#platform/sms';

/** By what a code can reach somebody here: pages ask for nothing else. Without either, they say so. */
export const reach = () => (isMailOn() && isSmsOn() ? 'both' : isSmsOn() ? 'phone' : 'email');
