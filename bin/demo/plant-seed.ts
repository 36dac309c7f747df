import { hashOfCode, newNumber, planDeadlines } from '#casework';
import type { Setting } from './setting.ts';
import type { Seed } from './story.ts';

/** With its number, the code `DEMO2345` for its person, and the clocks of its first day. */
export async function plantSeed(
	setting: Setting,
	about: Omit<Seed, 'number' | 'accessHash' | 'clocks'>,
): Promise<Seed> {
	const number = newNumber(setting.prefixOf(about.first.pemda));
	const clocks = await planDeadlines(['verify', 'solve', 'moderate'], {
		class: about.class,
		pemda: about.first.pemda,
		startedAt: about.filedAt,
	});
	const accessHash = `\\x${hashOfCode(number, 'DEMO2345').toString('hex')}`;
	return { ...about, number, accessHash, clocks };
}
