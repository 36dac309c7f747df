import { isMailOn } from '#platform/mail';

/** Whether news goes by text message: to a telephone that is known, where no address is, or no mail can be sent to it. */
export function goesByPhone({ email, phone }: { email: string; phone: string }): boolean {
	return phone !== '' && (email === '' || !isMailOn());
}
