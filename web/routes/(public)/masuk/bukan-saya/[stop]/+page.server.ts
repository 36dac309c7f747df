import { stopComeback } from '#identity';
import { act } from '#lib/act.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: (event) =>
		act(event, async () => {
			await stopComeback(event.params.stop);
			return { stopped: true };
		}),
};
