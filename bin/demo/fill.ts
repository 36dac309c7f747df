import { importCases } from '#casework';
import { addPictures } from './add-pictures.ts';
import { climb } from './climb.ts';
import { type Dice, dice } from './dice.ts';
import { drawPictures, type Pictures } from './pictures.ts';
import { plantSeed } from './plant-seed.ts';
import { addRows, noRows, startClocks } from './rows-of-a-story.ts';
import { makeSetting, type Setting } from './setting.ts';
import { showEverything } from './showcase.ts';
import { day, type Seed, type Story } from './story.ts';
import { tellCase } from './story-of-a-case.ts';

const weeks = 10;
const batch = 1000;
const pictureKinds = 24;

/**
 * Fills an installation with so many invented cases over ten weeks, about half of them in the last month. The first of them
 * show every state in every government, as many as there is room for; the others are as people and offices are.
 */
export async function fill(count: number, tell: (done: number) => void, now = new Date()): Promise<void> {
	const roll = dice(20_180_320);
	const setting = await makeSetting(roll);
	const pictures = await drawPictures(roll, pictureKinds);
	let rows = noRows();
	let done = 0;
	for await (const story of stories(roll, setting, now)) {
		await finish(roll, story, setting, pictures);
		addRows(story, rows);
		done++;
		if (done % batch !== 0 && done !== count) continue;
		await importCases(rows);
		rows = noRows();
		tell(done);
		if (done === count) return;
	}
}

async function* stories(roll: Dice, setting: Setting, now: Date): AsyncGenerator<Story> {
	yield* showEverything(roll, setting, now);
	for (;;) {
		const filedAt = new Date(now.getTime() - roll.next() * weeks * 7 * day);
		yield tellCase(roll, await seedOf(setting, filedAt, now));
	}
}

async function finish(roll: Dice, story: Story, setting: Setting, pictures: Pictures): Promise<void> {
	await climb(story, await setting.ladder(story.holder));
	await startClocks(story);
	addPictures(roll, story, pictures);
}

async function seedOf(setting: Setting, filedAt: Date, now: Date): Promise<Seed> {
	const place = setting.place();
	const about = setting.subject(place.pemda, now.getTime() - filedAt.getTime() < 7 * day);
	const { first, rightful } = await setting.route(about.subject, place.code);
	return plantSeed(setting, { ...about, filedAt, now, region: place, first, rightful });
}
