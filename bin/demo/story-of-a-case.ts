import type { Dice } from './dice.ts';
import { hour, type Office, type Seed, type Story, startStory } from './story.ts';
import {
	answer,
	archive,
	askAndWait,
	dispute,
	handOver,
	mergeInto,
	offerTo,
	publish,
	settle,
	start,
	verify,
	withdraw,
	withhold,
} from './turns.ts';

/**
 * One invented case, told from its filing to this moment: each thing that would happen after now has not happened.
 * Everything it says was done by offices and people marked as invented.
 */
export function tellCase(roll: Dice, seed: Seed): Story {
	const story = startStory(roll, seed);
	publish(roll, story);
	verify(roll, story);
	if (seed.rightful) handOver(roll, story, seed.rightful, roll.chance(0.1) ? 'no' : 'yes');
	const turn = roll.next();
	if (turn < 0.02) archive(roll, story);
	else if (turn < 0.04) withdraw(roll, story);
	else if (turn < 0.16) askAndWait(roll, story);
	for (let round = 0; story.status !== 'closed' && round < 2 && answer(roll, story); round++) {
		if (roll.chance(0.11) && dispute(roll, story)) continue;
		if (story.status === 'answered') settle(roll, story, roll.chance(0.55) ? 'confirmed' : 'silent');
	}
	return story;
}

/** What a demonstration must be able to show in every government, and how long ago it must have begun for that. */
export const fates = {
	new: 0,
	verified: 5,
	'in-progress': 8,
	waiting: 8,
	answered: 14,
	disputed: 17,
	confirmed: 28,
	silent: 50,
	archived: 12,
	withdrawn: 22,
	offered: 6,
	refused: 11,
	lapsed: 13,
	accepted: 11,
	confidential: 9,
	withheld: 9,
	merged: 9,
	late: 50,
} as const;
export type Fate = keyof typeof fates;

type Others = {
	/** Another office, to hand it over to. */
	office: Office;
	/** A running case of the same place and subject, to merge into. */
	same: Story | undefined;
};

/** The same, but led to one end. */
export function leadTo(roll: Dice, seed: Seed, fate: Fate, others: Others): Story {
	const secret = fate === 'confidential';
	const story = startStory(roll, seed, secret ? 'confidential' : fate === 'new' ? 'anonymous' : 'named');
	if (fate === 'new') return story;
	if (fate === 'withheld') withhold(story);
	else publish(steady(roll), story);
	verify(steady(roll), story);
	lead[fate](steady(roll), story, others);
	return story;
}

const lead: Record<Exclude<Fate, 'new'>, (roll: Dice, story: Story, others: Others) => unknown> = {
	verified: () => undefined,
	withheld: () => undefined,
	late: (roll, story) => start(roll, story),
	'in-progress': (roll, story) => start(roll, story),
	confidential: (roll, story) => start(roll, story),
	waiting: (roll, story) => askAndWait(roll, story, 1000),
	answered: (roll, story) => answer(roll, story),
	disputed: (roll, story) => answer(roll, story) && dispute(roll, story),
	confirmed: (roll, story) => answer(roll, story) && settle(roll, story, 'confirmed'),
	silent: (roll, story) => answer(roll, story) && settle(roll, story, 'silent'),
	archived: (roll, story) => archive(roll, story),
	withdrawn: (roll, story) => withdraw(roll, story),
	accepted: (roll, story, { office }) => handOver(roll, story, office, 'yes'),
	refused: (roll, story, { office }) => handOver(roll, story, office, 'no'),
	lapsed: (roll, story, { office }) => handOver(roll, story, office, 'silence'),
	// Offered just now, so that the receiver is not silent before anybody looks.
	offered: (roll, story, { office }) => {
		story.at = story.seed.now.getTime() - hour;
		offerTo(roll, story, office);
	},
	merged: (_roll, story, { same }) => same && mergeInto(story, same),
};

/** Dice whose waits are as long as usual, none very long: what must have happened by now has. */
function steady(roll: Dice): Dice {
	return { ...roll, days: (median) => median, chance: (share) => share >= 0.5 && roll.chance(share) };
}
