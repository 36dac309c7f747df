import type { IconName } from './icons.ts';

/** How something stands: said by a sign and a word; the colour only repeats it. */
export type Tone = 'plain' | 'info' | 'done' | 'soon' | 'late';

export const toneIcon: Record<Tone, IconName> = {
	plain: 'new',
	info: 'info',
	done: 'check',
	soon: 'clock',
	late: 'warning',
};
