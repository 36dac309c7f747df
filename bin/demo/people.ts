import type { Dice } from './dice.ts';

const given = [
	...[
		'Rudi',
		'Sari',
		'Andi',
		'Dewi',
		'Budi',
		'Maria',
		'Parlindungan',
		'Rosmawati',
		'Togar',
		'Hotma',
		'Rina',
		'Yusuf',
	],
	...[
		'Nurhayati',
		'Bonar',
		'Lestari',
		'Fajar',
		'Melati',
		'Sahat',
		'Tiurma',
		'Anwar',
		'Siti',
		'Ramli',
		'Elisa',
		'Jonner',
	],
];
const family = [
	...[
		'Siregar',
		'Nasution',
		'Simanjuntak',
		'Harahap',
		'Ginting',
		'Sembiring',
		'Lubis',
		'Hutagalung',
		'Saragih',
		'Zebua',
	],
	...[
		'Telaumbanua',
		'Tanjung',
		'Manurung',
		'Purba',
		'Daulay',
		'Pakpahan',
		'Damanik',
		'Laia',
		'Batubara',
		'Sinaga',
	],
];

/** Everybody here is invented, and says so. The addresses and numbers cannot be anybody's. */
export function inventPerson(roll: Dice): { name: string; email: string; phone: string } {
	const name = `${roll.pick(given)} ${roll.pick(family)}`;
	return {
		name: `${name} (contoh, bukan orang nyata)`,
		email: `${name.toLowerCase().replaceAll(' ', '.')}.${roll.whole(1, 999)}@contoh.invalid`,
		phone: '',
	};
}
