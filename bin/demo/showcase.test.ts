import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../tests/support/database.ts';
import { climb } from './climb.ts';
import { dice } from './dice.ts';
import { makeSetting } from './setting.ts';
import { showEverything } from './showcase.ts';
import type { Story } from './story.ts';
import { fates } from './story-of-a-case.ts';

await testDatabase();
const setting = await makeSetting(dice(1));

const isSo: Record<keyof typeof fates, (story: Story) => unknown> = {
	new: ({ status }) => status === 'new',
	verified: ({ status }) => status === 'verified',
	'in-progress': ({ status }) => status === 'in-progress',
	waiting: ({ status, waitingSince }) => status === 'waiting' && waitingSince !== null,
	answered: ({ status }) => status === 'answered',
	disputed: ({ status }) => status === 'disputed',
	confirmed: ({ outcome }) => outcome === 'confirmed',
	silent: ({ outcome }) => outcome === 'silent',
	archived: ({ outcome }) => outcome === 'archived',
	withdrawn: ({ outcome }) => outcome === 'withdrawn',
	merged: ({ outcome, merge }) => outcome === 'merged' && merge,
	offered: ({ custody }) => custody.some(({ state }) => state === 'offered'),
	refused: ({ custody }) => custody.some(({ state }) => state === 'refused'),
	lapsed: ({ custody }) => custody.some(({ state }) => state === 'lapsed'),
	accepted: ({ acceptedAt }) => acceptedAt !== null,
	confidential: ({ privacy, status }) => privacy === 'confidential' && status !== 'new',
	withheld: ({ publication }) => publication === 'withheld',
	late: ({ escalation }) => escalation > 0,
};

// Offices rest at night, on weekends and on holidays: whatever day it is made on, a demonstration shows everything.
const days = [0, 1, 2, 3, 4, 5, 6].map((n) => new Date(Date.UTC(2026, 10, 23 + n, n * 3, 30)));
days.push(new Date('2027-03-12T02:00:00Z')); // in the week of Idulfitri 2027
for (const now of days) {
	test(`made on ${now.toUTCString()}, every state is in every government`, async () => {
		const names = Object.keys(fates).filter((name) => name !== 'late');
		const governments = setting.governments.length;
		const missing: string[] = [];
		let n = 0;
		for await (const story of showEverything(dice(now.getTime()), setting, now)) {
			const name = names[Math.floor(n++ / governments)] ?? 'late';
			await climb(story, await setting.ladder(story.holder));
			const check = Object.entries(isSo).find(([fate]) => fate === name)?.[1];
			if (!check?.(story)) missing.push(`${name} in ${story.seed.first.pemda}`);
			assert.ok(
				story.entries.every(
					({ at }) => Number(at) <= now.getTime() && Number(at) >= story.seed.filedAt.getTime(),
				),
			);
		}
		assert.deepEqual(missing, []);
	});
}
